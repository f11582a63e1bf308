"""Check yourself: the entry's own exercises, and a round of matching made from it and its neighbors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from markupsafe import Markup

from kb.model.concept import Concept
from kb.pages.card import Card
from kb.pages.document import Block
from kb.pages.exercises import Item, render_exercise
from kb.pages.section import section
from kb.pages.site import Site
from kb.pages.told import Told

ANCHOR = "check-yourself"
LEAST = 3
MOST = 5
BLANK = "…"


def check_yourself(site: Site, concept: Concept, edges: Iterable[Told]) -> list[Block]:
    """The section for one entry, whose edges are `edges`; nothing if it has neither exercises nor enough neighbors."""
    cards = list(_round(site.card(concept.id), edges))
    match = None
    if len(cards) >= LEAST:
        items = [Item(number, *_term(card.title, card.summary), True) for number, card in enumerate(cards, 1)]
        match = render_exercise(
            type="match",
            id=f"{concept.id}/terms",
            anchor="exercise:terms",
            name="Match the terms",
            question=Markup("Which description belongs to which term?"),
            items=items,
        )
    own = [exercise.ordinal for exercise in concept.body.exercises]
    if not own and not match:
        return []
    return section("Check yourself", ANCHOR, "check_yourself.html", own=own, match=match)


def _round(card: Card, edges: Iterable[Told]) -> Iterator[Card]:
    """The entry and its first neighbors of the same kind, or of any kind where those are too few."""
    if not card.summary:
        return
    yield card
    others = {edge.other.id: edge.other for edge in edges if edge.other.id != card.id}
    known = [other for other in others.values() if not other.wanted and other.summary]
    alike = [other for other in known if other.kind == card.kind]
    yield from [*alike, *(other for other in known if other.kind != card.kind)][: MOST - 1]


@lru_cache(maxsize=1 << 14)
def _term(title: str, summary: str) -> tuple[Markup, Markup, tuple[Markup]]:
    """A term, no reason, and its description: the same in every round that an entry is in."""
    return Markup.escape(title), Markup(), (Markup.escape(masked(title, summary)),)


def masked(title: str, summary: str) -> str:
    """An entry's summary without its title, which would give the answer away."""
    words = re.split(r"[\s-]+", title)
    if words[0].lower() not in summary.lower():
        return summary
    pattern = r"\b" + r"[\s-]+".join(map(re.escape, words)) + r"(?:s|es|ed|d|ing)?\b"
    return re.sub(pattern, BLANK, summary, flags=re.IGNORECASE)
