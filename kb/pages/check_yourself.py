"""Check yourself: the entry's own exercises, and a round of matching made from it and its neighbors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from kb.model.concept import Concept
from kb.pages.card import Card
from kb.pages.document import Block
from kb.pages.exercises import Item, render_exercise
from kb.pages.section import section
from kb.pages.site import Site

ANCHOR = "check-yourself"
LEAST = 3
MOST = 5
BLANK = "…"


def check_yourself(site: Site, concept: Concept) -> list[Block]:
    """The section for one entry; nothing if it has neither exercises nor enough neighbors."""
    cards = list(_round(site, concept.id))
    match = None
    if len(cards) >= LEAST:
        items = [
            Item(number, Markup.escape(card.title), Markup(), (Markup.escape(masked(card)),), True)
            for number, card in enumerate(cards, 1)
        ]
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


def _round(site: Site, id: str) -> Iterator[Card]:
    """The entry and its first neighbors of the same kind, or of any kind where those are too few."""
    card = site.card(id)
    if not card.summary:
        return
    yield card
    others = dict.fromkeys(seen.other for seen in site.graph.seen_from(id) if seen.other != id)
    known = [other for other in map(site.card, others) if not other.wanted and other.summary]
    alike = [other for other in known if other.kind == card.kind]
    yield from [*alike, *(other for other in known if other.kind != card.kind)][: MOST - 1]


def masked(card: Card) -> str:
    """An entry's summary without its title, which would give the answer away."""
    words = re.split(r"[\s-]+", card.title)
    if words[0].lower() not in card.summary.lower():
        return card.summary
    pattern = r"\b" + r"[\s-]+".join(map(re.escape, words)) + r"(?:s|es|ed|d|ing)?\b"
    return re.sub(pattern, BLANK, card.summary, flags=re.IGNORECASE)
