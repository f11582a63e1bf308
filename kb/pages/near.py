"""Near it: a plain list of what an entry is joined to, and the place of the small map that shows the same."""

from __future__ import annotations

from kb.pages.address import Place
from kb.pages.document import Block
from kb.pages.section import section
from kb.pages.site import Site
from kb.pages.told import groups

ANCHOR = "near-it"
MOST = 60


def near(site: Site, id: str, place: Place) -> list[Block]:
    """The section for one entry; nothing if it has no neighbour."""
    pairs = [(group.words, item.other) for group in groups(site, id) for item in group.items][:MOST]
    if not pairs:
        return []
    source = place.to(f"data/near/{id}.json")
    return section("Near it", ANCHOR, "near.html", place=place, pairs=pairs, source=source, card=site.card(id))
