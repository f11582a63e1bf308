"""What `kb links` finds, and the documentation of each: the same headings as the docstrings of checks."""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "SRC010": "title-mismatch",
    "URL001": "dead-link",
    "URL002": "moved-link",
    "URL003": "missing-fragment",
    "URL004": "unverified-link",
}
"""The name of each code. Stable, never used again for something else."""

SAFE = frozenset({"URL002"})
"""Codes with a safe fix."""

RULE_TEXTS: Mapping[str, str] = {
    "SRC010": """\
A title that is not the one its DOI or arXiv id is registered with.

What it does
------------
Compares the title of a reference with the title in the record of its DOI or arXiv id. Case, accents, markup, punctuation,
small slips and a subtitle that one of them leaves out make no difference. Found by `kb links` only.

Why is this bad?
----------------
One of the two is wrong. A reader who follows the identifier gets another work.

Example
-------
    title = {Risks from Learned Optimization},
    eprint = {1906.01280},    # another paper

Use instead
-----------
    title = {Risks from Learned Optimization},
    eprint = {1906.01820},
""",
    "URL001": """\
An address, DOI or arXiv id that leads nowhere.

What it does
------------
Asks the server for every address, the DOI handle service for every DOI, and arXiv for every arXiv id. Dead is what answers
404 or 410, what its registry does not know, what has a host that does not exist or refuses connections while other servers
can be reached, and what is no address at all. Found by `kb links` only.

Why is this bad?
----------------
A reader who wants to read on, or to verify a claim, cannot.

Example
-------
    [the report](https://example.org/2019/raport.html)

Use instead
-----------
    [the report](https://example.org/2019/report.html)
""",
    "URL002": """\
An address that has moved for good.

What it does
------------
Follows redirects. If every one of them says that it is permanent (301 or 308) and the page is there, the new address is
shown, and `kb links --fix` writes it in every place. Where the new address is only the front page, or is no longer encrypted,
nothing is written. Found by `kb links` only.

Why is this bad?
----------------
Redirects are kept for a while. After that the link is dead and nobody remembers where it led.

Example
-------
    url = {http://www.example.org/report},

Use instead
-----------
    url = {https://example.org/reports/2019},
""",
    "URL003": """\
A fragment that the page does not have.

What it does
------------
With `kb links --fragments`, reads each page that is linked with a `#fragment`, once, and looks for an element with that id or
name. Text fragments (`#:~:text=`), the addresses that scripts keep behind `#/` and `#!`, and files that are not HTML are left
alone. Found by `kb links` only.

Why is this bad?
----------------
The reader lands at the top of a long page and has to search.

Example
-------
    [the proof](https://example.org/notes.html#prof)

Use instead
-----------
    [the proof](https://example.org/notes.html#proof)
""",
    "URL004": """\
An address that cannot be verified.

What it does
------------
Names the addresses for which the answer says nothing about what a reader would see: 403, 429 and other refusals, errors of
the server, pages that ask to log in or to prove that one is human, certificates that cannot be trusted, no answer in time,
and addresses that are not asked because they lead into a private network. Never a reason for exit code 1. Found by
`kb links` only.

Why is this bad?
----------------
It may be nothing. Many sites turn robots away and welcome people; but a dead page can hide behind such an answer.

Example
-------
    [the dashboard](https://intranet.example.org/login?next=/numbers)

Use instead
-----------
    [the report](https://example.org/reports/2019)

If the address is fine in a browser, leave it, or say so in the entry:

    ignore: {URL004: "opens in a browser; the publisher turns robots away"}
""",
}
"""The documentation of each code."""
