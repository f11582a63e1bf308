"""Statuses: what each says about how well supported something is, and how many entries have it."""

from __future__ import annotations

from collections import Counter

from kb.pages.address import Place
from kb.pages.document import document
from kb.pages.section import html
from kb.pages.site import Site


def statuses(site: Site) -> dict[str, str]:
    """`statuses.md`."""
    counts = Counter(concept.status for concept in site.concepts.values())
    examples: dict[str, list[str]] = {}
    for id, concept in site.concepts.items():
        if concept.status and len(found := examples.setdefault(concept.status, [])) < 5:
            found.append(id)
    listed = [
        (name, status, counts[name], [site.card(id) for id in examples.get(name, ())])
        for name, status in site.vocabulary.statuses.items()
    ]
    body = html("statuses.html", place=Place("statuses.html"), statuses=listed)
    about = "How well supported an entry is, and what each word means."
    return {"statuses.md": document("Statuses", about, [body], hide=("navigation", "toc"))}
