"""People: those with an entry of their own, and what each is joined to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kb.pages.card import Card
from kb.pages.listing import divided, letter, list_pages
from kb.pages.site import Site
from kb.pages.told import groups, told

PAGE = "people.html"
MOST_LINKS = 6


class Person(NamedTuple):
    """Somebody, and what they are joined to by each relation."""

    card: Card
    ties: Sequence[tuple[str, Sequence[Card], int]]


def people(site: Site) -> dict[str, str]:
    """The list, if the vocabulary says which kinds are people."""
    view = site.vocabulary.views.people
    if not view:
        return {}
    kinds = site.vocabulary.kinds_under(*view.kinds)
    found = [Person(card, _ties(site, card.id)) for card in map(site.card, site.concepts) if card.kind in kinds]
    return list_pages(
        site.vocabulary,
        title="People",
        description="The people and organizations behind the work.",
        parts=divided(PAGE, found, lambda person: letter(person.card.title)),
        template="people.html",
    )


def _ties(site: Site, id: str) -> Sequence[tuple[str, Sequence[Card], int]]:
    ties = []
    for group in groups(site, told(site, id)):
        others = [item.other for item in group.items if not item.other.wanted]
        if others:
            ties.append((group.heading, others[:MOST_LINKS], max(0, len(others) - MOST_LINKS)))
    return ties
