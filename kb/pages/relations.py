"""Relations: every edge at an entry as a sentence with its reason, its source and the other entry's summary.

What only follows from a transitive relation is told too, marked, with the chain that implies it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from kb.pages.address import Place
from kb.pages.document import Block
from kb.pages.section import parted, section
from kb.pages.site import Site
from kb.pages.small_print import choices, cites, texts
from kb.pages.told import Group

ANCHOR = "relations"
MOST_EDGES = 40
"""Of one relation on one page; its own page has the rest."""
MOST_INFERRED = 12
OPEN = 6
"""More edges than this, and the rest wait behind a line that counts them."""


class Inferred(NamedTuple):
    """Something that follows: the entry it leads to, and links to those in between."""

    id: str
    link: Markup
    between: Sequence[Markup]


class Row(NamedTuple):
    """An edge, taken apart: a template reads the parts of a tuple much faster than the attributes of objects."""

    id: str
    link: Markup
    choices: Markup
    reason: str
    sources: Markup
    texts: Markup
    summary: str


class Shown(NamedTuple):
    """A group as the page shows it."""

    name: str
    address: str
    """The relation's own page."""
    heading: str
    words: str
    parts: Sequence[tuple[int, Sequence[Row]]]
    """What is shown at once and, if there is more, what waits behind a line that counts it; each with that count or 0."""
    hidden: int
    """How many are left to the relation's own page."""
    inferred: Sequence[Inferred]
    more: bool
    """What follows goes on."""


def relations(site: Site, id: str, place: Place, numbers: Mapping[str, int], found: Sequence[Group]) -> list[Block]:
    """The section for one entry, whose edges are `found`; nothing if it has none. `numbers` are those of its bibliography."""
    shown = [_shown(site, id, group, place, numbers) for group in found]
    if not shown:
        return []
    return section(
        "Relations",
        ANCHOR,
        "relations.html",
        groups=shown,
        title=Markup.escape(site.card(id).title),
    )


def _shown(site: Site, id: str, group: Group, place: Place, numbers: Mapping[str, int]) -> Shown:
    inferred: list[Inferred] = []
    more = False
    if site.vocabulary.relations[group.relation].transitive:
        outgoing = site.readings[group.relation, True].name == group.name
        direct = {item.other.id for item in group.items}
        closure = site.graph.closure(group.relation)
        chains = closure.nearest(id, MOST_INFERRED + len(direct) + 1, below=not outgoing)
        following = [chain for chain in chains if chain[-1] not in direct and not site.card(chain[-1]).wanted]
        more = len(following) > MOST_INFERRED
        inferred = [
            Inferred(
                chain[-1], site.card(chain[-1]).link(place), [site.card(one).link(place, False) for one in chain[1:-1]]
            )
            for chain in following[:MOST_INFERRED]
        ]
    rows = [
        Row(
            other.id,
            other.link(place),
            choices(qualified.choices),
            qualified.reason,
            cites(qualified.sources, numbers),
            texts(qualified.texts),
            other.summary,
        )
        for other, qualified, _, _ in group.items[:MOST_EDGES]
    ]
    return Shown(
        group.name,
        place.to(f"relations/{group.relation}.html"),
        group.heading,
        group.words,
        parted(rows, OPEN),
        max(0, len(group.items) - MOST_EDGES),
        inferred,
        more,
    )
