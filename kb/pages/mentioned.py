"""Mentioned in: the entries whose text links to this one, each with the sentence that does."""

from __future__ import annotations

from kb.pages.address import Place
from kb.pages.document import Block
from kb.pages.section import parted, section
from kb.pages.site import Site

ANCHOR = "mentioned-in"
MOST = 30
OPEN = 5
"""More sentences than this, and the rest wait behind a line that counts them."""


def mentioned(site: Site, id: str, place: Place) -> list[Block]:
    """The section for one entry; nothing if no text links to it."""
    found = site.mentions.get(id, ())
    if not found:
        return []
    shown = [
        (site.card(source).link(place), mention.before, mention.words, mention.after)
        for source, mention in found[:MOST]
    ]
    return section(
        "Mentioned in",
        ANCHOR,
        "mentioned.html",
        parts=parted(shown, OPEN),
        hidden=max(0, len(found) - MOST),
    )
