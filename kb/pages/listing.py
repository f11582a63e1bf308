"""Long lists: by letter on one page, or on a page for each letter, so that no page grows with the guide."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from kb.model.slug import anchor_for
from kb.model.vocabulary import Vocabulary
from kb.pages.address import Place, source_of
from kb.pages.document import Block, Heading, document
from kb.pages.navigation import page_head
from kb.pages.section import html
from kb.pages.site import sort_key

MOST = 500
"""Items on one page."""
OTHER = "#"
"""The letter of what begins with none."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Items under one heading."""

    label: str
    items: Sequence[T]

    @property
    def anchor(self) -> str:
        return anchor_for(self.label) or "other"


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a list: its address, what tells it from the others, and what stands on it."""

    page: str
    label: str
    groups: Sequence[Group[T]]


def letter(title: str) -> str:
    """The letter a title is filed under: its first, without accent; `#` for digits and signs."""
    first = unicodedata.normalize("NFKD", sort_key(title))[:1].upper()
    return first if first.isalpha() else OTHER


def grouped(items: Iterable[T], label: Callable[[T], str]) -> list[Group[T]]:
    """Items under their labels, in the order of first appearance."""
    found: dict[str, list[T]] = {}
    for item in items:
        found.setdefault(label(item), []).append(item)
    return [Group(name, tuple(members)) for name, members in found.items()]


def divided(page: str, items: Sequence[T], label: Callable[[T], str], most: int = MOST) -> list[Part[T]]:
    """The pages of a list: `page` alone if it is short, else `page` without items and one page or more for each label."""
    groups = grouped(items, label)
    if len(items) <= most:
        return [Part(page, "", groups)]
    parts: list[Part[T]] = [Part(page, "", ())]
    stem = page.removesuffix(".html")
    for group in groups:
        chunks = [group.items[at : at + most] for at in range(0, len(group.items), most)]
        for number, chunk in enumerate(chunks, 1):
            tail = "" if number == 1 else f"-{number}"
            name = group.label if len(chunks) == 1 else f"{group.label} {number}"
            parts.append(Part(f"{stem}/{group.anchor}{tail}.html", name, (Group(group.label, chunk),)))
    return parts


def list_pages(
    vocabulary: Vocabulary,
    *,
    title: str,
    description: str,
    parts: Sequence[Part[Any]],
    template: str,
    within: str = "",
    intro: Callable[[Place], Iterable[Block]] = lambda _: (),
    **values: Any,
) -> dict[str, str]:
    """The Markdown files of a list.

    `description` and `intro` stand on its first page; `template` writes the items of one group. `within` is the page of the
    navigation that the list belongs to, where it is not there itself.
    """
    made: dict[str, str] = {}
    choices = [(part.label, part.page) for part in parts if part.label]
    first = parts[0].page
    for part in parts:
        place = Place(part.page)
        name = f"{title}: {part.label}" if part.label else title
        standfirst = description if part.page == first else ""
        at = within or (first if part.page != first else "")
        blocks: list[Block] = [page_head(vocabulary, place, name, standfirst, within=at, choices=choices)]
        if part.page == first:
            blocks.extend(intro(place))
        headed = len(part.groups) > 1
        for group in part.groups:
            if headed:
                blocks.append(Heading(2, Markup.escape(group.label), group.anchor))
            blocks.append(html(template, place=place, items=group.items, **values))
        hide = ("navigation",) if headed else ("navigation", "toc")
        made[source_of(part.page)] = document(name, description, blocks, hide=hide)
    return made
