"""Statuses: what each says about how well supported something is, and how many entries have it."""

from __future__ import annotations

from collections import Counter

from kb.pages.address import Place
from kb.pages.card import Card
from kb.pages.document import document
from kb.pages.navigation import page_head
from kb.pages.section import html
from kb.pages.site import Site

EXAMPLES = 5


def statuses(site: Site) -> dict[str, str]:
    """`statuses.md`."""
    counts = Counter(concept.status for concept in site.concepts.values())
    examples: dict[str, list[Card]] = {}
    for id, concept in site.concepts.items():
        if concept.status and len(found := examples.setdefault(concept.status, [])) < EXAMPLES:
            found.append(site.card(id))
    listed = [(name, status, counts[name], examples.get(name, ())) for name, status in site.vocabulary.statuses.items()]
    place = Place("statuses.html")
    about = "How well supported is this? A status is about the thing itself, not about its entry."
    blocks = [page_head(site.vocabulary, place, "Statuses", about), html("statuses.html", place=place, statuses=listed)]
    return {"statuses.md": document("Statuses", about, blocks, hide=("navigation", "toc"))}
