"""Near it: a plain list of what an entry is joined to, and the place of the small map that shows the same."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kb.pages.address import Place
from kb.pages.document import Block
from kb.pages.section import section
from kb.pages.site import Site
from kb.pages.told import Group

ANCHOR = "near-it"
MOST = 60


def near(site: Site, id: str, place: Place, found: Sequence[Group]) -> list[Block]:
    """The section for one entry, whose edges are `found`; nothing if it has none."""
    pairs = [(group.words, item.other.link(place)) for group in found for item in group.items][:MOST]
    if not pairs:
        return []
    source = place.to(f"data/near/{id}.json")
    return section(
        "Near it",
        ANCHOR,
        "near.html",
        pairs=pairs,
        source=source,
        title=Markup.escape(site.card(id).title),
    )
