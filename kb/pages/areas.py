"""Areas: an overview, and a page for each with its entries by kind."""

from __future__ import annotations

from collections.abc import Iterable

from kb.pages.address import Place
from kb.pages.card import Card
from kb.pages.document import document
from kb.pages.listing import divided, list_pages
from kb.pages.navigation import page_head
from kb.pages.section import html
from kb.pages.site import Site


def areas(site: Site) -> dict[str, str]:
    """`areas/index.md` and one page or more for each area."""
    members: dict[str, list[Card]] = {}
    for card in map(site.card, site.concepts):
        members.setdefault(card.area, []).append(card)
    place = Place("areas/index.html")
    counted = [(name, area, len(members.get(name, ()))) for name, area in site.vocabulary.areas.items()]
    overview = [page_head(site.vocabulary, place, "Areas"), html("areas.html", place=place, areas=counted)]
    made = {"areas/index.md": document("Areas", "The fields this guide covers.", overview, hide=("navigation", "toc"))}
    for name, area in site.vocabulary.areas.items():
        cards = by_kind(site, members.get(name, ()))
        made |= list_pages(
            site.vocabulary,
            title=area.label,
            description=area.definition,
            parts=divided(f"areas/{name}.html", cards, lambda card: plural(site, card)),
            template="entries.html",
            within=place.page,
        )
    return made


def by_kind(site: Site, cards: Iterable[Card]) -> list[Card]:
    """Cards in the vocabulary's order of kinds, then by title as they come."""
    order = {kind: number for number, kind in enumerate(site.vocabulary.kinds)}
    return sorted(cards, key=lambda card: order.get(card.kind, len(order)))


def plural(site: Site, card: Card) -> str:
    """What entries of this one's kind are called together."""
    kind = site.vocabulary.kinds.get(card.kind)
    return kind.plural if kind else card.kind_label or "Others"
