"""A–Z: every title and every other name."""

from __future__ import annotations

from typing import NamedTuple

from kb.pages.card import Card
from kb.pages.listing import divided, letter, list_pages
from kb.pages.site import Site, sort_key

PAGE = "a-z.html"
MOST_NAMES = 1000
"""A name takes less room than an entry with its summary."""


class Name(NamedTuple):
    """A title, or another name for an entry."""

    name: str
    card: Card

    @property
    def is_title(self) -> bool:
        return self.name == self.card.title


def a_z(site: Site) -> dict[str, str]:
    """The index, on one page or on one for each letter."""
    names = [Name(card.title, card) for card in map(site.card, site.concepts)]
    names += [Name(alias, site.card(id)) for id, concept in site.concepts.items() for alias in concept.aliases]
    names.sort(key=lambda one: (sort_key(one.name), one.card.id))
    parts = divided(PAGE, names, lambda one: letter(one.name), MOST_NAMES)
    return list_pages(
        site.vocabulary,
        title="A–Z",
        description="Every entry by title and by its other names.",
        parts=parts,
        template="a_z.html",
    )
