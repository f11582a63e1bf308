"""Often confused with: an entry and those it is taken for, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from kb.pages.address import Place
from kb.pages.document import Block
from kb.pages.section import section
from kb.pages.site import Site
from kb.pages.told import told

ANCHOR = "often-confused-with"
MOST = 12
OPEN = 3
"""More entries than this, and the rest wait behind a line that counts them."""


def confusions(site: Site, id: str, place: Place, numbers: Mapping[str, int]) -> list[Block]:
    """The section for one entry; nothing if the vocabulary names no such relation or the entry has no edge of it."""
    view = site.vocabulary.views.confusions
    if not view:
        return []
    wanted = {view.relation, *view.also}
    found = [told(site, seen) for seen in site.graph.seen_from(id) if seen.edge.relation in wanted]
    found = [one for one in found if not one.other.wanted][:MOST]
    if not found:
        return []
    return section(
        "Often confused with",
        ANCHOR,
        "confusions.html",
        place=place,
        items=found,
        open=OPEN,
        card=site.card(id),
        numbers=numbers,
    )
