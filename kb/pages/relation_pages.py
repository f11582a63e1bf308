"""Relations: an overview, and for each its meaning, its logic and every edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from kb.model.vocabulary import Relation
from kb.pages.address import Place
from kb.pages.card import Card
from kb.pages.document import Block, document
from kb.pages.listing import divided, letter, list_pages
from kb.pages.navigation import page_head
from kb.pages.qualified import Qualified
from kb.pages.section import html
from kb.pages.site import Site, sort_key
from kb.pages.small_print import choices, texts
from kb.pages.sources import Sources


class Line(NamedTuple):
    """An edge from start to end."""

    start: Card
    end: Card
    qualified: Qualified


def relation_pages(site: Site, sources: Sources) -> dict[str, str]:
    """`relations/index.md` and one page or more for each relation."""
    vocabulary = site.vocabulary
    counted = [
        (name, relation, len(site.graph.by_relation.get(name, ()))) for name, relation in vocabulary.relations.items()
    ]
    place = Place("relations/index.html")
    about = "How entries are joined, and what each connection means."
    overview = [
        page_head(vocabulary, place, "Relations", about),
        html("relations_index.html", place=place, relations=counted),
    ]
    made = {"relations/index.md": document("Relations", about, overview, hide=("navigation", "toc"))}
    for name, relation in vocabulary.relations.items():
        made.update(_pages(site, sources, name, relation))
    return made


def _pages(site: Site, sources: Sources, name: str, relation: Relation) -> dict[str, str]:
    vocabulary = site.vocabulary
    lines = [
        Line(site.card(edge.source), site.card(edge.target), site.qualified(edge))
        for edge in site.graph.by_relation.get(name, ())
    ]
    lines.sort(key=lambda line: (sort_key(line.start.title), sort_key(line.end.title)))

    def intro(place: Place) -> Iterable[Block]:
        yield html(
            "relation.html",
            place=place,
            name=name,
            relation=relation,
            logic=list(_logic(relation)),
            pairs=list(_pairs(site, relation)),
            qualifiers=[
                (one, qualifier, one in relation.required) for one, qualifier in vocabulary.named_qualifiers(name)
            ],
            count=len(lines),
        )

    def told(lines: Iterable[Line], place: Place) -> Iterator[tuple[Markup | str, ...]]:
        """Each line taken apart: a template reads the parts of a tuple much faster than the attributes of objects."""
        for start, end, said in lines:
            cited = sources.named(said.sources, place)
            yield start.link(place), end.link(place), choices(said.choices), said.reason, cited, texts(said.texts)

    return list_pages(
        site.vocabulary,
        title=relation.heading,
        description=relation.definition,
        parts=divided(f"relations/{name}.html", lines, lambda line: letter(line.start.title)),
        template="edges.html",
        within="relations/index.html",
        intro=intro,
        words=relation.label,
        told=told,
    )


def _pairs(site: Site, relation: Relation) -> Iterator[tuple[str, str]]:
    kinds = site.vocabulary.kinds

    def named(name: str) -> str:
        return kinds[name].label.lower() if name in kinds else "anything"

    for pairing in relation.between:
        end = "one of the same kind" if pairing.same_kind else named(pairing.to)
        yield named(pairing.from_), end


def _logic(relation: Relation) -> Iterator[str]:
    """What follows from an edge, and what cannot be."""
    if relation.symmetric:
        yield "It holds both ways: what is said of one end is said of the other."
    if relation.transitive:
        yield "It carries over: from A to B and from B to C, so from A to C."
    if relation.acyclic:
        yield "It never leads back to where it started."
    if relation.chronological:
        yield "What it starts from cannot be older than what it leads to."
    if relation.areas == "different":
        yield "It joins entries of different areas."
    if relation.max_out:
        yield f"An entry has at most {relation.max_out} of it."
    if relation.max_in:
        yield f"At most {relation.max_in} of it lead to one entry."
    if relation.budget is not None:
        yield f"At most {relation.budget:.0%} of an entry's connections may be of this kind."
