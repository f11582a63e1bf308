"""A link to a heading that its page does not have.

What it does
------------
Compares the part of a link behind `#` with the headings of the entry it leads to, or of its own, and with the sections
that every page gets. Both the anchor (`#key-ideas`) and, as Obsidian writes, the words (`#Key ideas`) are understood.

Why is this bad?
----------------
The page opens at its top, and readers look for what the link promised.

Example
-------
    See [[deceptive-alignment#how-it-hapens]].

Use instead
-----------
    See [[deceptive-alignment#how-it-happens]].
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from kb.checks.context import Context
from kb.model.anchors import GENERATED, anchor_on
from kb.model.concept import BodyLink, Concept
from kb.model.problem import Edit, Finding, Fix
from kb.model.similar import similar
from kb.model.source import Span

CODE = "LNK002"
NAME = "broken-anchor"


def check(context: Context) -> Iterator[Finding]:
    slugs = {concept.path: {heading.slug for heading in concept.body.headings} for concept in context.guide.concepts}
    for concept, link, entries in context.led:
        if not link.anchor or len(entries) != 1 or entries[0].broken:
            continue
        if link.anchor not in slugs[entries[0].path] and anchor_on(entries[0], unquote(link.anchor)) is None:
            yield _finding(concept, link, entries[0])


def _finding(concept: Concept, link: BodyLink, other: Concept) -> Finding:
    anchor = link.anchor or ""
    where = "this entry" if other is concept else f"`{other.id}`"
    slugs = [heading.slug for heading in other.body.headings]
    listed = f"its headings: {', '.join(f'`#{slug}`' for slug in slugs)}" if slugs else "it has no headings"
    near, fix = similar(unquote(anchor), [*slugs, *GENERATED]), None
    span = link.target_span
    if concept.source.slice(span).endswith(f"#{anchor}"):
        span = Span(span.end - len(anchor) - 1, span.end)
        if near:
            fix = Fix(f"replace it by `#{near}`", (Edit(concept.path, span, f"#{near}"),))
    help = f"a similar one exists: `#{near}`; {listed}" if near else listed
    message = f"{where} has no heading `#{anchor}`"
    return Finding(concept.source, span, message, help, "no such heading", fix, owner=concept.id)
