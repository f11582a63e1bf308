"""Named questions one can ask the graph."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from kb.graph.graph import Graph, Seen


def ancestors(graph: Graph, id: str, relation: str) -> tuple[str, ...]:
    """Everything a transitive relation leads to from an entry, nearest first."""
    return tuple(graph.closure(relation).ancestors(id))


def prerequisite_order(graph: Graph, id: str, relation: str) -> tuple[str, ...]:
    """What comes before an entry by `relation`, in an order one can learn in; the entry itself is not included.

    Of entries that may come next, the one that more of the others wait for comes first; ids break ties, so that the order
    is the same from build to build. Entries in a loop come last, in the order of ids.
    """
    closure = graph.closure(relation)
    above = closure.ancestors(id)
    waiting = {one: sum(one in closure.ancestors(other) for other in above) for one in above}
    needs = {one: {other for other in closure.direct(one) if other in above} for one in above}
    sorter = TopologicalSorter(needs)
    with suppress(CycleError):
        sorter.prepare()
    order: list[str] = []
    heap: list[tuple[int, str]] = []
    while sorter.is_active():
        for one in sorter.get_ready():
            heapq.heappush(heap, (-waiting[one], one))
        if not heap:
            break
        _, one = heapq.heappop(heap)
        order.append(one)
        sorter.done(one)
    return (*order, *sorted(set(above) - set(order)))


def shortest_paths(
    graph: Graph, start: str, end: str, *, most: int = 3, avoid: Collection[str] = ()
) -> tuple[tuple[Seen, ...], ...]:
    """Up to `most` shortest ways from one entry to another, hop by hop, over edges read in either direction.

    `avoid` names relations to leave out. Of several edges between two entries the first written is told. Ways are ordered
    by length, then by the ids they pass; placeholders are not passed through.
    """
    if start == end or start not in graph.nodes or end not in graph.nodes:
        return ()
    distance = {end: 0}
    layer = [end]
    while layer and start not in distance:
        reached: list[str] = []
        for at in layer:
            for seen in _hops(graph, at, avoid):
                if seen.other not in distance:
                    distance[seen.other] = distance[at] + 1
                    reached.append(seen.other)
        layer = reached
    if start not in distance:
        return ()
    found: list[tuple[Seen, ...]] = []
    for way in _descend(graph, start, distance, avoid):
        found.append(way)
        if len(found) == most:
            break
    return tuple(found)


def _hops(graph: Graph, at: str, avoid: Collection[str]) -> Sequence[Seen]:
    """One edge to each neighbour, in the order of their ids."""
    first: dict[str, Seen] = {}
    for seen in graph.seen_from(at):
        if seen.edge.relation not in avoid and not graph.nodes[seen.other].placeholder:
            first.setdefault(seen.other, seen)
    return [first[other] for other in sorted(first)]


def _descend(graph: Graph, at: str, distance: dict[str, int], avoid: Collection[str]) -> Iterator[tuple[Seen, ...]]:
    if distance[at] == 0:
        yield ()
        return
    for seen in _hops(graph, at, avoid):
        if distance.get(seen.other, -1) == distance[at] - 1:
            for rest in _descend(graph, seen.other, distance, avoid):
                yield (seen, *rest)


def components(graph: Graph) -> tuple[frozenset[str], ...]:
    """The entries that hang together, placeholders left out: the largest group first, then by smallest id."""
    near: dict[str, set[str]] = {id: set() for id, node in graph.nodes.items() if not node.placeholder}
    for edge in graph.edges:
        if edge.source in near and edge.target in near:
            near[edge.source].add(edge.target)
            near[edge.target].add(edge.source)
    seen: set[str] = set()
    found: list[frozenset[str]] = []
    for start in near:
        if start in seen:
            continue
        group = {start}
        stack = [start]
        while stack:
            new = near[stack.pop()] - group
            group |= new
            stack.extend(new)
        seen |= group
        found.append(frozenset(group))
    return tuple(sorted(found, key=lambda group: (-len(group), min(group))))


def cycles(graph: Graph, relation: str) -> tuple[tuple[str, ...], ...]:
    """One shortest loop for each knot of a relation: ids in order, each once, the smallest first.

    Knots are strongly connected components. networkx finds them, and is loaded only when there is something to find.
    """
    closure = graph.closure(relation)
    edges = graph.by_relation.get(relation, ())
    try:
        TopologicalSorter(
            {edge.source: closure.direct(edge.source) for edge in edges if edge.source != edge.target}
        ).prepare()
    except CycleError:
        pass
    else:
        return ()
    import networkx as nx

    network: nx.DiGraph[str] = nx.DiGraph((edge.source, edge.target) for edge in edges if edge.source != edge.target)
    found: list[tuple[str, ...]] = []
    for knot in nx.strongly_connected_components(network):
        if len(knot) > 1:
            part = network.subgraph(knot)
            start = min(knot)
            back = min(
                (nx.shortest_path(part, after, start) for after in part.successors(start)),
                key=lambda way: (len(way), way),
            )
            found.append((start, *back[:-1]))
    return tuple(sorted(found))


def hubs(graph: Graph, most: int = 10) -> tuple[tuple[str, int], ...]:
    """The entries with most edges, and how many."""
    counts = {id: len(graph.out(id)) + len(graph.into(id)) for id, node in graph.nodes.items() if not node.placeholder}
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most])
