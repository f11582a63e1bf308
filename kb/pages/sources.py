"""Sources: every work of the bibliography with the entries that cite it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from kb.model.bibliography import Reference
from kb.pages.address import Place
from kb.pages.card import Card
from kb.pages.listing import Part, divided, letter, list_pages
from kb.pages.site import Site, sort_key
from kb.pages.small_print import named

PAGE = "sources.html"
MOST_CITING = 8


class Short(NamedTuple):
    """A work in a few words, and the page that lists it."""

    words: str
    page: str


class Sources:
    """The list of sources, and where each work stands in it."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @cached_property
    def parts(self) -> list[Part[Reference]]:
        references = sorted(
            self.site.guide.bibliography, key=lambda one: (sort_key(_filed(one)), one.year or 0, one.key)
        )
        return divided(PAGE, references, lambda one: letter(_filed(one)))

    @cached_property
    def short(self) -> Mapping[str, Short]:
        """By key."""
        return {
            reference.key: Short(_short(reference), part.page)
            for part in self.parts
            for group in part.groups
            for reference in group.items
        }

    def pages(self) -> dict[str, str]:
        """The Markdown files."""
        return list_pages(
            self.site.vocabulary,
            title="Sources",
            description="Every work this guide cites, with the entries that cite it.",
            parts=self.parts,
            template="sources.html",
            works=self.site.works,
            citing=self._citing,
        )

    def _citing(self, reference: Reference) -> tuple[list[Card], int]:
        """The first entries that cite a work, and how many others do."""
        ids = self.site.citing.get(reference.key, ())
        return [self.site.card(id) for id in ids[:MOST_CITING]], max(0, len(ids) - MOST_CITING)

    def named(self, keys: Sequence[str], place: Place) -> Markup:
        """Works in a few words that lead to where they stand, seen from a page; an unknown key is shown as it is."""
        found = ((key, self.short.get(key)) for key in keys)
        return named(
            tuple((short.words, f"{place.to(short.page)}#ref:{key}") if short else (key, "") for key, short in found)
        )


def _filed(reference: Reference) -> str:
    return reference.authors[0].family if reference.authors else reference.title or reference.key


def _short(reference: Reference) -> str:
    """`Hubinger 2019`, `Burt & Trivers 2006`, `Langosco et al. 2022`."""
    names = [author.family for author in reference.authors]
    who = reference.title or reference.key
    if names:
        who = names[0]
        if len(names) == 2 and not reference.et_al:
            who = f"{names[0]} & {names[1]}"
        elif len(names) > 2 or reference.et_al:
            who = f"{names[0]} et al."
    return f"{who} {reference.year}" if reference.year else who
