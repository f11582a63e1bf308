"""Kinds: an overview, and a page for each with its entries."""

from __future__ import annotations

from kb.model.vocabulary import Kind
from kb.pages.address import Place
from kb.pages.card import Card
from kb.pages.document import document
from kb.pages.listing import divided, letter, list_pages
from kb.pages.navigation import page_head
from kb.pages.section import html
from kb.pages.site import Site


def kinds(site: Site) -> dict[str, str]:
    """`kinds/index.md` and one page or more for each kind that entries can have."""
    vocabulary = site.vocabulary
    members: dict[str, list[Card]] = {}
    for card in map(site.card, site.concepts):
        members.setdefault(card.kind, []).append(card)
    families: dict[str, list[tuple[str, Kind, int]]] = {}
    for name in vocabulary.concrete_kinds:
        kind = vocabulary.kinds[name]
        families.setdefault(kind.parent or "", []).append((name, kind, len(members.get(name, ()))))
    groups = [(vocabulary.kinds.get(parent), found) for parent, found in families.items()]
    place = Place("kinds/index.html")
    overview = [page_head(vocabulary, place, "Kinds"), html("kinds.html", place=place, groups=groups)]
    made = {"kinds/index.md": document("Kinds", "What an entry can be.", overview, hide=("navigation", "toc"))}
    for name in vocabulary.concrete_kinds:
        kind = vocabulary.kinds[name]
        made |= list_pages(
            vocabulary,
            title=kind.plural,
            description=kind.definition,
            parts=divided(f"kinds/{name}.html", members.get(name, []), lambda card: letter(card.title)),
            template="entries.html",
            within=place.page,
        )
    return made
