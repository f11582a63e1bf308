"""Two entries with one title.

What it does
------------
Compares the titles of all entries, upper and lower case taken as the same.

Why is this bad?
----------------
In a list, a search or a link nobody can tell the two apart, and `[[Title]]` could mean either.

Example
-------
    title: Debate            # concepts/oversight/debate.md
    title: debate            # concepts/agency/adversarial-debate.md

Use instead
-----------
    title: Debate
    title: Adversarial debate in courts
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.problem import Finding, Related

CODE = "ID004"
NAME = "duplicate-title"


def check(context: Context) -> Iterator[Finding]:
    titled: dict[str, Concept] = {}
    for concept in context.readable:
        if not concept.title:
            continue
        first = titled.setdefault(concept.title.casefold(), concept)
        # Two files with one id are one mistake, and have been named.
        if first.id.casefold() != concept.id.casefold():
            message = f"the title `{concept.title}` is that of `{first.id}` too"
            help = "give one of them a title that tells them apart, or join the entries"
            related = (Related(first.source, first.value_span("title"), "the first"),)
            span = concept.value_span("title")
            yield Finding(concept.source, span, message, help, related=related, owner=concept.id)
