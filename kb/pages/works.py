"""The works that entries cite, as a bibliography shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from kb.model.bibliography import Bibliography, Reference
from kb.pages.address import Place
from kb.pages.card import Card
from kb.pages.environment import environment

MOST_AUTHORS = 8
"""More authors than this are cut to the first of them and "et al."."""


class Works:
    """The bibliography, formatted. `entries` are the pages of the guide about works, by key."""

    def __init__(self, bibliography: Bibliography, entries: Mapping[str, Card]) -> None:
        self.bibliography = bibliography
        self.entries = entries
        self._lines: dict[tuple[str, str], Markup] = {}

    def line(self, key: str, place: Place) -> Markup:
        """One work: authors, year, title (a link to its entry, if it has one), where it appeared and where to get it.

        A key that the bibliography does not have is shown as what it is. Made once for all pages of a folder.
        """
        found = self._lines.get((place.entries, key))
        if found is None:
            reference = self.bibliography.get(key)
            macros: Any = environment().get_template("reference.html").module
            if reference is None:
                found = macros.missing(key)
            else:
                found = macros.reference(
                    reference,
                    authors(reference),
                    venue(reference),
                    identifiers(reference),
                    self.entries.get(key),
                    place,
                )
            self._lines[place.entries, key] = found
        return found


def authors(reference: Reference) -> str:
    """`A`, `A and B`, `A, B and C`, or the first few `et al.`"""
    names = [author.full for author in reference.authors]
    if len(names) > MOST_AUTHORS or reference.et_al:
        return ", ".join(names[:MOST_AUTHORS]) + " et al." if names else ""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def venue(reference: Reference) -> str:
    """Where a work appeared: journal with volume and pages, proceedings, publisher, school."""
    fields = reference.fields
    name = fields.get("journal") or fields.get("booktitle") or ""
    if name and (volume := fields.get("volume", "")):
        name += f" {volume}" + (f"({number})" if (number := fields.get("number")) else "")
    parts = [
        name,
        fields.get("edition", ""),
        fields.get("publisher") or fields.get("institution") or fields.get("school"),
    ]
    parts += [fields.get("howpublished", "")]
    if name and (pages := fields.get("pages")):
        parts.insert(1, f"pp. {pages}" if re.search(r"[–,-]", pages) else f"p. {pages}")
    return ", ".join(part for part in parts if part)


def identifiers(reference: Reference) -> Sequence[tuple[str, str]]:
    """Where to get a work: `(label, address)` for its DOI, arXiv id and URL, each place once."""
    found: list[tuple[str, str]] = []
    if doi := reference.doi:
        found.append((f"doi:{doi}", f"https://doi.org/{quote(doi, safe='/()')}"))
    if arxiv := reference.arxiv:
        found.append((f"arXiv:{arxiv}", f"https://arxiv.org/abs/{quote(arxiv, safe='/')}"))
    url = reference.fields.get("url", "")
    if re.match(r"https?://", url) and not re.match(r"https?://((dx\.)?doi\.org|arxiv\.org)/", url):
        host = re.sub(r"^https?://(www\.)?", "", url).split("/")[0]
        found.append((host, url))
    if not found and reference.isbn:
        found.append((f"ISBN {reference.isbn}", ""))
    return found
