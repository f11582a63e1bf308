"""Derived edges, closures and the named questions, on graphs built in two lines."""

from __future__ import annotations

import pytest

from kb.graph import Graph, build_graph
from kb.graph.questions import ancestors, components, cycles, prerequisite_order, shortest_paths
from kb.graph.sentences import way
from kb.load.entry import read_entry
from kb.load.vocabulary import read_vocabulary
from kb.model.bibliography import Bibliography
from kb.model.config import Config
from kb.model.guide import Guide
from kb.model.source import Source

VOCABULARY = """
kinds:
  tool: {label: Tool, plural: Tools, definition: A tool.}
qualifiers:
  why: {type: text, label: because, definition: The reason.}
relations:
  under: {inverse: over, label: lies under, inverse-label: lies over, heading: U, inverse-heading: O, definition: D.,
          transitive: true, acyclic: error, qualifiers: [why]}
  beside: {symmetric: true, label: lies beside, heading: B, definition: D., qualifiers: [why]}
"""


def graph_of(links: str) -> Graph:
    """`a under b; b over c; c beside d` as a graph."""
    from pathlib import Path

    vocabulary, marks, faults = read_vocabulary(Source("concepts/vocabulary.yml", VOCABULARY))
    assert not faults
    entries: dict[str, dict[str, list[str]]] = {}
    for link in filter(None, (part.strip() for part in links.split(";"))):
        start, *rest = link.split()
        entries.setdefault(start, {})
        if rest:
            entries[start].setdefault(rest[0], []).append(f"{{to: {rest[1]}, why: '{start} {rest[1]}'}}")
    concepts = []
    for id, groups in entries.items():
        lines = [f"  {relation}: [{', '.join(items)}]" for relation, items in groups.items()]
        text = "\n".join(["---", f"title: {id.upper()}", "kind: tool", "summary: S.", "links:", *lines, "---", ""])
        concept, _ = read_entry(Source(f"concepts/x/{id}.md", text), id, "x", vocabulary)
        concepts.append(concept)
    source = Source("concepts/references.bib", "")
    return build_graph(
        Guide(Path("."), vocabulary, source, marks, Bibliography(source, {}), tuple(concepts), (), Config())
    )


def test_an_edge_is_stored_once_in_its_declared_direction() -> None:
    graph = graph_of("a under b; b over c")
    assert [edge.key for edge in graph.edges] == [("a", "under", "b"), ("c", "under", "b")]
    assert [(seen.name, seen.other) for seen in graph.seen_from("b")] == [("over", "a"), ("over", "c")]


def test_both_sides_written_are_one_edge_that_knows_both_places() -> None:
    graph = graph_of("a under b; b over a")
    (edge,) = graph.edges
    assert [written.owner.id for written in edge.written] == ["a", "b"]


def test_symmetric_twins_are_one_edge_read_alike_from_both_ends() -> None:
    graph = graph_of("a beside b; b beside a")
    assert len(graph.edges) == 1
    assert [seen.name for id in "ab" for seen in graph.seen_from(id)] == ["beside", "beside"]


def test_the_network_spells_out_inverses_and_twins() -> None:
    network = graph_of("a under b; b beside c").network
    edges = {
        (source, target, key): data["derived"] for source, target, key, data in network.edges(keys=True, data=True)
    }
    assert edges == {
        ("a", "b", "under"): False,
        ("b", "a", "over"): "inverse",
        ("b", "c", "beside"): False,
        ("c", "b", "beside"): "symmetric",
    }
    assert network.nodes["a"] == {"title": "A", "kind": "tool", "area": "x", "placeholder": False}


def test_a_link_to_nothing_leads_to_a_placeholder() -> None:
    graph = graph_of("a under z")
    assert graph.nodes["z"].placeholder
    assert components(graph) == (frozenset("a"),)


def test_a_closure_gives_the_chain_that_implies_each_node() -> None:
    closure = graph_of("a under b; b under c; c under d; a under c; d").closure("under")
    assert closure.ancestors("a") == {"b": ("a", "b"), "c": ("a", "c"), "d": ("a", "c", "d")}
    assert closure.descendants("d") == {"c": ("d", "c"), "b": ("d", "c", "b"), "a": ("d", "c", "a")}
    assert closure.holds("a", "d")
    assert not closure.holds("d", "a")


def test_a_closure_of_a_loop_ends() -> None:
    graph = graph_of("a under b; b under a")
    assert ancestors(graph, "a", "under") == ("b",)


@pytest.mark.parametrize(
    ("links", "order"),
    [
        ("a under b; b under c; c", ("c", "b")),
        ("a under b; a under c; b under d; c under d; d", ("d", "b", "c")),
        ("a", ()),
        ("a under b; b under c; c under b", ("b", "c")),
    ],
)
def test_what_comes_first_stands_before_what_needs_it(links: str, order: tuple[str, ...]) -> None:
    assert prerequisite_order(graph_of(links), "a", "under") == order


def test_the_shortest_way_is_told_in_the_direction_it_is_walked() -> None:
    graph = graph_of("a under b; b; c under b; c beside d; d")
    (hops,) = shortest_paths(graph, "a", "d")
    assert [told for told, _ in way(graph, "a", hops)] == ["A lies under B", "B lies over C", "C lies beside D"]
    assert [why for _, why in way(graph, "a", hops)] == [
        [("because", "a b")],
        [("because", "c b")],
        [("because", "c d")],
    ]


@pytest.mark.parametrize(
    ("links", "count"), [("a under b; b", 1), ("a; b", 0), ("a beside x; x; y; a under y; b over x; b over y", 2)]
)
def test_as_many_shortest_ways_are_found_as_there_are(links: str, count: int) -> None:
    assert len(shortest_paths(graph_of(links), "a", "b")) == count


def test_a_way_can_avoid_a_relation() -> None:
    graph = graph_of("a beside b; a under c; b under c; c")
    assert [hop.other for hop in shortest_paths(graph, "a", "b", avoid={"beside"})[0]] == ["c", "b"]


def test_the_largest_component_comes_first() -> None:
    assert components(graph_of("a; b under c; c")) == (frozenset("bc"), frozenset("a"))


@pytest.mark.parametrize(
    ("links", "loops"),
    [
        ("a under b; b under c; c", ()),
        ("a under b; b under c; c under a", (("a", "b", "c"),)),
        ("a under a", ()),
        ("a under b; b under a; c under d; d under c", (("a", "b"), ("c", "d"))),
        ("a under b; b over c; c under a", ()),
    ],
)
def test_one_shortest_loop_is_given_for_each_knot(links: str, loops: tuple[tuple[str, ...], ...]) -> None:
    assert cycles(graph_of(links), "under") == loops
