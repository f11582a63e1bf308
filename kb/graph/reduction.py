"""Which direct edges of a transitive relation follow from the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

_BLOCK = 4096


def redundant(edges: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The edges whose target is also reached from another direct target of their source, in the order given.

    This is what a transitive reduction takes away (Aho, Garey and Ullman 1972). Edges inside a loop are left out of
    account: as long as there is a loop, everything in it follows from everything else.

    Reachability is kept as one bit per node, for a block of nodes at a time, so that time grows with edges and memory
    with nodes.
    """
    direct: dict[str, list[str]] = {}
    for source, target in edges:
        if source != target and target not in direct.setdefault(source, []):
            direct[source].append(target)
    try:
        order = list(TopologicalSorter(direct).static_order())
    except CycleError:
        direct = _without_loops(direct)
        order = list(TopologicalSorter(direct).static_order())
    index = {node: at for at, node in enumerate(order)}
    found: set[tuple[str, str]] = set()
    for first in range(0, len(order), _BLOCK):
        # A node reaches only nodes before it, so those before the block reach nothing in it.
        reach: dict[str, int] = {}
        for at in range(first, len(order)):
            targets = direct.get(order[at], ())
            below = 0
            for target in targets:
                below |= reach.get(target, 0)
            own = 0
            for target in targets:
                if 0 <= (place := index[target] - first) < _BLOCK:
                    bit = 1 << place
                    if below & bit:
                        found.add((order[at], target))
                    own |= bit
            if below | own:
                reach[order[at]] = below | own
    return (edge for source, targets in direct.items() for target in targets if (edge := (source, target)) in found)


def _without_loops(direct: dict[str, list[str]]) -> dict[str, list[str]]:
    # Loaded only when there is a loop, which is rare.
    import networkx as nx

    network: nx.DiGraph[str] = nx.DiGraph((source, target) for source, targets in direct.items() for target in targets)
    knot = {id: number for number, part in enumerate(nx.strongly_connected_components(network)) for id in part}
    return {
        source: [target for target in targets if knot[source] != knot[target]] for source, targets in direct.items()
    }
