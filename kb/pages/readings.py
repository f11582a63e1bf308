"""How a relation is read in each direction."""

from __future__ import annotations

from typing import NamedTuple

from kb.model.vocabulary import Vocabulary


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
