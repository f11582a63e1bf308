"""What to read first, and the whole way to an entry in an order one can learn in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.pages.card import Card
from kb.pages.site import Site

LONGEST_WAY = 60
"""More entries than this are no advice; the nearest are shown."""


@dataclass(frozen=True, slots=True)
class Prerequisites:
    """`first`: what the entry itself asks for. `way`: all that comes before it, in order; empty if that is no more."""

    first: Sequence[Card]
    way: Sequence[Card]
    minutes: int
    more: bool


def prerequisites(site: Site, id: str) -> Prerequisites | None:
    """What comes before an entry by the relation that drives prerequisites; None if nothing does."""
    view = site.vocabulary.views.prerequisites
    if not view or view.relation not in site.vocabulary.relations:
        return None
    first = [site.card(edge.target) for edge in site.graph.out(id) if edge.relation == view.relation]
    first = [card for card in first if not card.wanted]
    if not first:
        return None
    chains = site.graph.closure(view.relation).nearest(id, LONGEST_WAY + 1)
    before = [chain[-1] for chain in chains if not site.card(chain[-1]).wanted]
    more = len(before) > LONGEST_WAY
    levels = site.levels(view.relation)
    ordered = sorted(before[:LONGEST_WAY], key=lambda one: (levels.get(one, 0), site.card(one).title))
    way = [site.card(one) for one in ordered] if len(ordered) > len(first) else []
    return Prerequisites(first, way, sum(card.minutes for card in way), more)
