"""Edges in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kb.graph import Seen
from kb.model.vocabulary import Vocabulary
from kb.pages.card import Card
from kb.pages.qualified import Qualified
from kb.pages.site import Site


@dataclass(frozen=True, slots=True)
class Told:
    """An edge as one of its ends sees it."""

    other: Card
    words: str
    """What stands between the two titles: "is mitigated by"."""
    qualified: Qualified


@dataclass(frozen=True, slots=True)
class Group:
    """The edges of one relation, read in one direction."""

    name: str
    relation: str
    heading: str
    words: str
    items: tuple[Told, ...]


def groups(site: Site, id: str) -> tuple[Group, ...]:
    """The edges at an entry, grouped by the words one reads them with, in the vocabulary's order."""
    found: dict[tuple[str, bool], list[Told]] = {}
    for seen in site.graph.seen_from(id):
        found.setdefault((seen.edge.relation, seen.outgoing), []).append(told(site, seen))
    return tuple(
        Group(*reading(site.vocabulary, relation, outgoing), tuple(found[relation, outgoing]))
        for relation in site.vocabulary.relations
        for outgoing in (True, False)
        if (relation, outgoing) in found
    )


class Reading(NamedTuple):
    """How a relation is read in one direction: its name there, the relation declared, a heading, and a verb."""

    name: str
    relation: str
    heading: str
    words: str


def reading(vocabulary: Vocabulary, relation: str, outgoing: bool) -> Reading:
    """The words for a relation read from its start or, if not `outgoing`, from its end."""
    declared = vocabulary.relations[relation]
    if outgoing or declared.symmetric:
        return Reading(relation, relation, declared.heading, declared.label)
    # A relation may have no word for its inverse; then its own is used with the entry in the other place.
    heading = declared.inverse_heading or f"What {declared.label} this"
    return Reading(
        declared.inverse or f"{relation}-inverse", relation, heading, declared.inverse_label or "is the target of"
    )


def told(site: Site, seen: Seen) -> Told:
    """One edge, read from one of its ends."""
    words = reading(site.vocabulary, seen.edge.relation, seen.outgoing).words
    return Told(site.card(seen.other), words, site.qualified(seen.edge))
