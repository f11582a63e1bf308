"""Where on an entry's page a link can lead: to its headings, and to the sections that every page gets."""

from __future__ import annotations

from kb.model.concept import Concept
from kb.model.slug import anchor_for

GENERATED: tuple[str, ...] = (
    "steps",
    "relations",
    "near-it",
    "mentioned-in",
    "often-confused-with",
    "check-yourself",
    "further-reading",
    "cite",
)
"""The anchors of the sections that are made from the graph, in the order of the page. A heading of the text never gets one."""


def anchor_on(concept: Concept, written: str) -> str | None:
    """The anchor on an entry's page that `written` means, be it an anchor or, as Obsidian writes, a heading's words.

    None if the page has no such place.
    """
    slugs = [heading.slug for heading in concept.body.headings]
    if written in slugs or written in GENERATED:
        return written
    anchor = anchor_for(written)
    return anchor if anchor in slugs or anchor in GENERATED else None
