"""Paths: guided sequences, with how long each is."""

from __future__ import annotations

from kb.pages.address import Place
from kb.pages.card import Card
from kb.pages.document import document
from kb.pages.navigation import page_head
from kb.pages.section import html
from kb.pages.site import Site


def all_paths(site: Site) -> list[tuple[Card, int, int]]:
    """Every guided sequence, with its number of steps and the minutes it takes to read them."""
    view = site.vocabulary.views.paths
    if not view:
        return []
    kinds = site.vocabulary.kinds_under(*view.kinds)
    return [
        (site.card(id), len(concept.steps), sum(site.card(step.target).minutes for step in concept.steps))
        for id, concept in site.concepts.items()
        if concept.kind in kinds
    ]


def paths(site: Site) -> dict[str, str]:
    """`paths/index.md`, if the vocabulary has guided sequences."""
    if not site.vocabulary.views.paths:
        return {}
    place = Place("paths/index.html")
    about = "Ways through the guide, in an order one can learn in. Every entry also lists what to read before it."
    blocks = [page_head(site.vocabulary, place, "Paths", about), html("paths.html", place=place, paths=all_paths(site))]
    return {"paths/index.md": document("Paths", about, blocks, hide=("navigation", "toc"))}
