"""Relations: every edge at an entry as a sentence with its reason, its source and the other entry's summary.

What only follows from a transitive relation is told too, marked, with the chain that implies it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from kb.pages.address import Place
from kb.pages.card import Card
from kb.pages.document import Block
from kb.pages.section import section
from kb.pages.site import Site
from kb.pages.told import Group, Reading, reading

ANCHOR = "relations"
MOST_EDGES = 40
"""Of one relation on one page; its own page has the rest."""
MOST_INFERRED = 12
OPEN = 6
"""More edges than this, and the rest wait behind a line that counts them."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """Something that follows: the entry it leads to, and the chain of entries in between."""

    other: Card
    between: tuple[Card, ...]


class Row(NamedTuple):
    """An edge, taken apart: a template reads the parts of a tuple much faster than the attributes of objects."""

    id: str
    link: Markup
    choices: Sequence[tuple[str, str]]
    reason: str
    sources: Sequence[str]
    texts: Sequence[tuple[str, str]]
    summary: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as the page shows it. `hidden` counts what is left to the relation's own page; `more`: what follows goes on."""

    reading: Reading
    rows: Sequence[Row]
    hidden: int
    inferred: Sequence[Inferred]
    more: bool


def relations(site: Site, id: str, place: Place, numbers: Mapping[str, int], found: Sequence[Group]) -> list[Block]:
    """The section for one entry, whose edges are `found`; nothing if it has none. `numbers` are those of its bibliography."""
    shown = [_shown(site, id, group, place) for group in found]
    if not shown:
        return []
    return section(
        "Relations",
        ANCHOR,
        "relations.html",
        place=place,
        groups=shown,
        numbers=numbers,
        open=OPEN,
        title=Markup.escape(site.card(id).title),
    )


def _shown(site: Site, id: str, group: Group, place: Place) -> Shown:
    declared = site.vocabulary.relations[group.relation]
    outgoing = reading(site.vocabulary, group.relation, True).name == group.name
    inferred: list[Inferred] = []
    more = False
    if declared.transitive:
        direct = {item.other.id for item in group.items}
        closure = site.graph.closure(group.relation)
        chains = closure.nearest(id, MOST_INFERRED + len(direct) + 1, below=not outgoing)
        following = [chain for chain in chains if chain[-1] not in direct and not site.card(chain[-1]).wanted]
        more = len(following) > MOST_INFERRED
        inferred = [
            Inferred(site.card(chain[-1]), tuple(site.card(one) for one in chain[1:-1]))
            for chain in following[:MOST_INFERRED]
        ]
    words = Reading(group.name, group.relation, group.heading, group.words)
    rows = [
        Row(
            item.other.id,
            item.other.link(place),
            item.qualified.choices,
            item.qualified.reason,
            item.qualified.sources,
            item.qualified.texts,
            item.other.summary,
        )
        for item in group.items[:MOST_EDGES]
    ]
    return Shown(words, rows, max(0, len(group.items) - MOST_EDGES), inferred, more)
