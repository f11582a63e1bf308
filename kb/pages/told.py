"""Edges in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kb.pages.card import Card
from kb.pages.qualified import Qualified
from kb.pages.site import Site


class Told(NamedTuple):
    """An edge as one of its ends sees it."""

    other: Card
    qualified: Qualified
    relation: str
    outgoing: bool
    """Read in the declared direction."""


class Group(NamedTuple):
    """The edges of one relation, read in one direction."""

    name: str
    relation: str
    heading: str
    words: str
    items: Sequence[Told]


def told(site: Site, id: str) -> Sequence[Told]:
    """The edges at an entry, in the graph's order."""
    return [
        Told(site.card(other), site.qualified(edge), edge.relation, outgoing)
        for edge, _, other, outgoing in site.graph.seen_from(id)
    ]


def groups(site: Site, edges: Iterable[Told]) -> Sequence[Group]:
    """Edges grouped by the words one reads them with, in the vocabulary's order."""
    found: dict[tuple[str, bool], list[Told]] = {}
    for edge in edges:
        found.setdefault((edge.relation, edge.outgoing), []).append(edge)
    return [Group(*reading, found[key]) for key, reading in site.readings.items() if key in found]
