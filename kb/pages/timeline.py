"""Timeline: entries by the year they come from."""

from __future__ import annotations

from kb.pages.card import Card
from kb.pages.listing import divided, list_pages
from kb.pages.site import Site, sort_key

PAGE = "timeline.html"


def timeline(site: Site) -> dict[str, str]:
    """The list, if the vocabulary asks for it."""
    if not site.vocabulary.views.timeline:
        return {}
    cards = [card for card in map(site.card, site.concepts) if card.year is not None]
    cards.sort(key=lambda card: (card.year or 0, sort_key(card.title)))
    return list_pages(
        site.vocabulary,
        title="Timeline",
        description="Ideas, findings and works in the order in which they appeared.",
        parts=divided(PAGE, cards, span),
        template="timeline.html",
    )


def span(card: Card) -> str:
    """The stretch of years a card is filed under: decades from 1900 on, centuries before, one group for older times."""
    year = card.year or 0
    if year >= 1900:
        return f"{year // 10 * 10}s"
    if year >= 1500:
        return f"{year // 100 * 100}s"
    return "Before 1500"
