"""The typed graph: nodes, edges in the direction their authors wrote, and what follows from them."""

from kb.graph.build import build_graph
from kb.graph.graph import Edge, Graph, Node, Seen, Written

__all__ = ["Edge", "Graph", "Node", "Seen", "Written", "build_graph"]
