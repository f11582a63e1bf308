"""How large the checked graph is."""

from __future__ import annotations

from kb.graph import Graph


def size(graph: Graph) -> tuple[int, int]:
    """The number of entries, placeholders not counted, and of edges as written, each once."""
    return sum(not node.placeholder for node in graph.nodes.values()), len(graph.edges)
