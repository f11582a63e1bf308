"""The guide's own full address instead of a link to the entry.

What it does
------------
Looks for links of the text that begin with the address at which the guide is published (`guide.url` of the vocabulary) and
lead to an entry's page.

Why is this bad?
----------------
In a preview, offline and on a copy of the site the link leads away, it breaks unnoticed when the entry is renamed, and the
entry it leads to does not learn that it is mentioned.

Example
-------
    [deceptive alignment](https://guide.example/concepts/deceptive-alignment.html)

Use instead
-----------
    [deceptive alignment](../learned-optimization/deceptive-alignment.md)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from kb.checks.context import Context
from kb.checks.targets import path_from
from kb.model.concept import BodyLink, Concept
from kb.model.problem import Edit, Finding, Fix

CODE = "LNK004"
NAME = "absolute-self-link"


def check(context: Context) -> Iterator[Finding]:
    url = re.sub(r"^https?://|/+$", "", context.vocabulary.guide.url, flags=re.IGNORECASE)
    if not url:
        return
    page = re.compile(rf"(?:https?:)?//{re.escape(url)}/concepts/([^/?#]+?)(?:\.html)?/?", re.IGNORECASE)
    for concept in context.readable:
        for link in concept.body.links:
            if link.form in ("link", "autolink") and (match := page.fullmatch(link.target)):
                yield _finding(context, concept, link, unquote(match[1]))


def _finding(context: Context, concept: Concept, link: BodyLink, id: str) -> Finding:
    other = context.guide.by_id.get(id) or context.guide.redirected.get(id)
    anchor = f"#{link.anchor}" if link.anchor else ""
    help, fix = f"no entry is called `{id}`", None
    if other:
        target = quote(path_from(concept, other))
        instead = f"[[{other.id}{anchor}]]" if link.form == "autolink" else f"{target}{anchor}"
        span = link.span if link.form == "autolink" else link.target_span
        help = f"write `{instead}`"
        if link.form == "autolink" or concept.source.slice(span) == f"{link.target}{anchor}":
            fix = Fix(f"replace it by `{instead}`", (Edit(concept.path, span, instead),), safe=True)
    message = "a link to the guide itself by its full address"
    return Finding(concept.source, link.target_span, message, help, "leads away", fix, owner=concept.id)
