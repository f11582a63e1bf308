"""Nodes, edges and closures.

An edge is stored once, in its relation's declared direction. Inverses, symmetric twins and closures are derived here and
nowhere else. `Graph.network` is the same as a networkx MultiDiGraph with everything derived spelled out; it is made when
first asked for, because loading networkx takes longer than checking a guide of some hundred entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kb.graph.closure import Closure
from kb.model.concept import Concept, Link
from kb.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    import networkx as nx

Qualifiers = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Node:
    """An entry, or a placeholder for a target that does not exist."""

    id: str
    title: str
    kind: str
    area: str
    concept: Concept | None = None

    @property
    def placeholder(self) -> bool:
        return self.concept is None


class Written(NamedTuple):
    """One typed link as it stands in a file, with the edge it means."""

    owner: Concept
    link: Link
    source: str
    relation: str
    target: str
    inverted: bool
    """The author wrote the inverse, so `owner` is the target."""

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.source, self.relation, self.target)


class Edge(NamedTuple):
    """A relation from one node to another, in its declared direction, however often it was written."""

    source: str
    relation: str
    target: str
    qualifiers: Qualifiers
    written: tuple[Written, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.source, self.relation, self.target)

    def text(self, qualifier: str) -> str:
        """A qualifier as text; empty if the edge does not carry it."""
        value = self.qualifiers.get(qualifier, "")
        return value if isinstance(value, str) else ", ".join(value)

    def keys(self, qualifier: str) -> tuple[str, ...]:
        """A qualifier as a tuple of citation keys; empty if the edge does not carry it."""
        value = self.qualifiers.get(qualifier, ())
        return (value,) if isinstance(value, str) else value


class Seen(NamedTuple):
    """An edge as read from one of its ends."""

    edge: Edge
    name: str
    """The relation's word in this direction: `mitigates` or `mitigated-by`."""
    other: str
    """The id at the other end."""
    outgoing: bool
    """Read in the declared direction; for a symmetric relation always true."""


class Graph:
    """The whole graph. Nothing in it changes after it is built."""

    def __init__(
        self, vocabulary: Vocabulary, nodes: Mapping[str, Node], edges: tuple[Edge, ...], written: tuple[Written, ...]
    ) -> None:
        self.vocabulary = vocabulary
        self.nodes = nodes
        self.edges = edges
        self.written = written

    @cached_property
    def _out(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped((edge.source, edge) for edge in self.edges)

    @cached_property
    def _into(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped((edge.target, edge) for edge in self.edges)

    @cached_property
    def _pairs(self) -> Mapping[frozenset[str], tuple[Edge, ...]]:
        found: dict[frozenset[str], list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(frozenset((edge.source, edge.target)), []).append(edge)
        return {pair: tuple(edges) for pair, edges in found.items()}

    @cached_property
    def by_relation(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges of each declared relation."""
        return _grouped((edge.relation, edge) for edge in self.edges)

    @cached_property
    def _closures(self) -> dict[str, Closure]:
        return {}

    def out(self, id: str) -> tuple[Edge, ...]:
        """The edges whose declared direction starts at a node."""
        return self._out.get(id, ())

    def into(self, id: str) -> tuple[Edge, ...]:
        """The edges whose declared direction ends at a node."""
        return self._into.get(id, ())

    def between(self, one: str, other: str) -> tuple[Edge, ...]:
        """The edges that join two nodes, in either direction."""
        return self._pairs.get(frozenset((one, other)), ())

    def seen_from(self, id: str) -> Iterator[Seen]:
        """Every edge at a node, read from it: its own first, then those that lead to it."""
        for edge in self.out(id):
            yield Seen(edge, edge.relation, edge.target, True)
        for edge in self.into(id):
            if edge.source != edge.target:
                relation = self.vocabulary.relations[edge.relation]
                yield Seen(edge, self.vocabulary.inverse(edge.relation), edge.source, relation.symmetric)

    def neighbours(self, id: str, name: str) -> tuple[str, ...]:
        """The nodes that a relation, or an inverse, leads to from a node."""
        return tuple(dict.fromkeys(seen.other for seen in self.seen_from(id) if seen.name == name))

    def closure(self, relation: str) -> Closure:
        """What follows from a relation by transitivity, over its own direct edges and no other relation's."""
        if relation not in self._closures:
            edges = self.by_relation.get(relation, ())
            self._closures[relation] = Closure((edge.source, edge.target) for edge in edges)
        return self._closures[relation]

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The graph for networkx.

        Nodes carry `title`, `kind`, `area`, `placeholder`. Edges have the relation's word as key and carry `relation`,
        `qualifiers` and `derived`: False for a direct edge, `"inverse"` or `"symmetric"` for one that follows from it.
        """
        import networkx as nx

        network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node in self.nodes.values():
            network.add_node(node.id, title=node.title, kind=node.kind, area=node.area, placeholder=node.placeholder)
        for edge in self.edges:
            relation = self.vocabulary.relations[edge.relation]
            qualifiers = dict(edge.qualifiers)
            network.add_edge(
                edge.source,
                edge.target,
                key=edge.relation,
                relation=edge.relation,
                qualifiers=qualifiers,
                derived=False,
            )
            if relation.symmetric or relation.inverse:
                network.add_edge(
                    edge.target,
                    edge.source,
                    key=self.vocabulary.inverse(edge.relation),
                    relation=edge.relation,
                    qualifiers=qualifiers,
                    derived="symmetric" if relation.symmetric else "inverse",
                )
        return network


def _grouped(pairs: Iterator[tuple[str, Edge]]) -> Mapping[str, tuple[Edge, ...]]:
    found: dict[str, list[Edge]] = {}
    for key, edge in pairs:
        found.setdefault(key, []).append(edge)
    return {key: tuple(edges) for key, edges in found.items()}
