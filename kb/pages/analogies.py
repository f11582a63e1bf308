"""Analogies: two fields side by side, what answers to what, and where each likeness breaks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kb.pages.address import Place
from kb.pages.card import Card
from kb.pages.document import Block
from kb.pages.listing import divided, list_pages
from kb.pages.qualified import Qualified
from kb.pages.section import html
from kb.pages.site import Site, sort_key
from kb.pages.sources import Sources

PAGE = "analogies.html"
MOST = 250
"""Each shows two entries with their summaries."""


class Analogy(NamedTuple):
    """Two entries that answer to each other."""

    one: Card
    other: Card
    qualified: Qualified

    @property
    def fields(self) -> str:
        return f"{self.one.area_label} and {self.other.area_label}"


def analogies(site: Site, sources: Sources) -> dict[str, str]:
    """The list, if the vocabulary says which relation it is made of."""
    view = site.vocabulary.views.analogies
    if not view or view.relation not in site.vocabulary.relations:
        return {}
    order = {area: number for number, area in enumerate(site.vocabulary.areas)}
    found = []
    for relation in (view.relation, *view.also):
        for edge in site.graph.by_relation.get(relation, ()):
            ends = sorted(
                (site.card(edge.source), site.card(edge.target)),
                key=lambda card: (order.get(card.area, len(order)), sort_key(card.title)),
            )
            found.append(Analogy(ends[0], ends[1], site.qualified(edge)))
    found.sort(
        key=lambda one: (
            order.get(one.one.area, len(order)),
            order.get(one.other.area, len(order)),
            sort_key(one.one.title),
            sort_key(one.other.title),
        )
    )
    kinds = site.vocabulary.kinds_under(*view.kinds)
    told = [card for card in map(site.card, site.concepts) if card.kind in kinds]

    def intro(place: Place) -> Iterable[Block]:
        yield html("analogies_intro.html", place=place, cards=told)

    return list_pages(
        site.vocabulary,
        title="Analogies",
        description=site.vocabulary.relations[view.relation].definition,
        parts=divided(PAGE, found, lambda one: one.fields, MOST),
        template="analogies.html",
        intro=intro,
        sources=sources,
    )
