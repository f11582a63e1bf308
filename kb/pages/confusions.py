"""Often confused with: an entry and those it is taken for, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kb.pages.address import Place
from kb.pages.document import Block
from kb.pages.section import parted, section
from kb.pages.site import Site
from kb.pages.small_print import cites, texts
from kb.pages.told import Told

ANCHOR = "often-confused-with"
MOST = 12
OPEN = 3
"""More entries than this, and the rest wait behind a line that counts them."""


def confusions(site: Site, id: str, place: Place, numbers: Mapping[str, int], edges: Iterable[Told]) -> list[Block]:
    """The section for one entry, whose edges are `edges`; nothing if the vocabulary names no such relation or none is of it."""
    view = site.vocabulary.views.confusions
    if not view:
        return []
    wanted = {view.relation, *view.also}
    found = [
        (other.link(place), other.summary, qualified.reason, cites(qualified.sources, numbers), texts(qualified.texts))
        for other, qualified, relation, _ in edges
        if relation in wanted and not other.wanted
    ][:MOST]
    if not found:
        return []
    return section(
        "Often confused with",
        ANCHOR,
        "confusions.html",
        parts=parted(found, OPEN),
        card=site.card(id),
    )
