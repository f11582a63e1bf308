"""From a guide's entries to its graph."""

from __future__ import annotations

from collections.abc import Iterable

from kb.graph.graph import Edge, Graph, Node, Written
from kb.model.concept import Concept
from kb.model.guide import Guide
from kb.model.vocabulary import Vocabulary


def build_graph(guide: Guide) -> Graph:
    """The graph of a guide. Links of an unknown relation are left out; links to nothing lead to placeholders."""
    written = tuple(_written(guide.concepts, guide.vocabulary))
    nodes = {
        concept.id: Node(concept.id, concept.title or concept.id, concept.kind, concept.area, concept)
        for concept in guide.by_id.values()
    }
    for one in written:
        for id in (one.source, one.target):
            if id not in nodes:
                nodes[id] = Node(id, id, "", "")
    return Graph(guide.vocabulary, nodes, tuple(_edges(written, guide.vocabulary)), written)


def _written(concepts: Iterable[Concept], vocabulary: Vocabulary) -> Iterable[Written]:
    directions = vocabulary.directions
    for concept in concepts:
        for link in concept.links:
            if direction := directions.get(link.relation):
                source, target = (link.target, concept.id) if direction.inverted else (concept.id, link.target)
                yield Written(concept, link, source, direction.relation, target, direction.inverted)


def _edges(written: Iterable[Written], vocabulary: Vocabulary) -> Iterable[Edge]:
    """One edge for all links that mean it. What one side leaves unsaid, the other side's qualifiers add."""
    groups: dict[tuple[str, str, str], list[Written]] = {}
    for one in written:
        key = one.key
        if vocabulary.relations[one.relation].symmetric:
            twin = (one.target, one.relation, one.source)
            key = twin if twin in groups else key
        groups.setdefault(key, []).append(one)
    for (source, relation, target), links in groups.items():
        qualifiers: dict[str, str | tuple[str, ...]] = {}
        for one in links:
            for name, value in one.link.qualifiers.items():
                qualifiers.setdefault(name, value)
        yield Edge(source, relation, target, qualifiers, tuple(links))
