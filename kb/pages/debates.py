"""Debates: questions and arguments, each with what speaks for it and what against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kb.pages.card import Card
from kb.pages.listing import divided, list_pages
from kb.pages.site import Site
from kb.pages.sources import Sources
from kb.pages.told import Told, told

PAGE = "debates.html"


class Debate(NamedTuple):
    """Something that is argued about."""

    card: Card
    sides: Sequence[tuple[str, Sequence[Told]]]
    """What speaks for it and what against, each under the words the vocabulary has for that."""


def debates(site: Site, sources: Sources) -> dict[str, str]:
    """The list, if the vocabulary says which kinds and relations it is made of."""
    view = site.vocabulary.views.debates
    relations = site.vocabulary.relations
    if not view or view.for_ not in relations or view.against not in relations:
        return {}
    kinds = site.vocabulary.kinds_under(*view.kinds)
    order = {kind: number for number, kind in enumerate(site.vocabulary.kinds)}
    found = []
    for id in site.concepts:
        card = site.card(id)
        if card.kind in kinds:
            sides = [(site.readings[name, False].heading, _side(site, id, name)) for name in (view.for_, view.against)]
            found.append(Debate(card, sides))
    found.sort(key=lambda debate: (order.get(debate.card.kind, len(order)), not any(side for _, side in debate.sides)))
    return list_pages(
        site.vocabulary,
        title="Debates",
        description="Open questions and contested arguments, with what supports and what challenges them.",
        parts=divided(PAGE, found, lambda debate: site.vocabulary.kinds[debate.card.kind].plural),
        template="debates.html",
        sources=sources,
    )


def _side(site: Site, id: str, relation: str) -> Sequence[Told]:
    return [edge for edge in told(site, id) if edge.relation == relation and not edge.outgoing]
