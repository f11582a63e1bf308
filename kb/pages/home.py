"""The first page: what this is, where to start, and ways in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kb.pages.address import Place
from kb.pages.document import document
from kb.pages.paths import all_paths
from kb.pages.previews import bucket
from kb.pages.section import html
from kb.pages.site import Site

FIRST_PATHS = 4


class Change(NamedTuple):
    """An entry that was added or changed, and when: an ISO date."""

    id: str
    date: str
    added: bool = False


def home(site: Site, changes: Sequence[Change] = ()) -> dict[str, str]:
    """`index.md`. `changes` are the latest, newest first; without them the page says nothing of changes."""
    vocabulary = site.vocabulary
    counts = Counter(concept.kind for concept in site.concepts.values())
    in_areas = Counter(concept.area for concept in site.concepts.values())
    body = html(
        "home.html",
        place=Place("index.html"),
        about=vocabulary.guide,
        entries=len(site.concepts),
        edges=len(site.graph.edges),
        sources=len(site.guide.bibliography),
        paths=all_paths(site)[:FIRST_PATHS],
        kinds=[(name, vocabulary.kinds[name], counts[name]) for name in vocabulary.concrete_kinds if counts[name]],
        areas=[(name, area, in_areas[name]) for name, area in vocabulary.areas.items() if in_areas[name]],
        start=_start(site),
        changes=[(site.card(change.id), change.date, change.added) for change in changes if change.id in site.concepts],
        buckets=" ".join(sorted({bucket(id) for id in site.concepts})),
    )
    about = vocabulary.guide
    return {"index.md": document(about.title, about.description or about.tagline, [body], hide=("navigation", "toc"))}


def _start(site: Site) -> Sequence[object]:
    """Entries to begin with: those the vocabulary calls roots, or else those with most connections."""
    roots = [site.card(id) for id in site.vocabulary.roots if id in site.concepts]
    if roots:
        return roots
    from kb.graph.questions import hubs

    return [site.card(id) for id, _ in hubs(site.graph, 4) if id in site.concepts]
