"""The graph as GraphML, for Gephi, yEd, Cytoscape and igraph."""

from __future__ import annotations

import io

from kb.graph import Graph


def graphml(graph: Graph) -> str:
    """Direct edges only, each with its relation, label and reasons; placeholders are left out."""
    import networkx as nx

    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.nodes.values():
        if node.concept:
            summary = " ".join(node.concept.summary.split())
            made.add_node(
                node.id,
                title=node.title,
                kind=node.kind,
                area=node.area,
                status=node.concept.status or "",
                summary=summary,
            )
    for edge in graph.edges:
        if edge.source in made and edge.target in made:
            said = {name: edge.text(name) for name in edge.qualifiers}
            made.add_edge(edge.source, edge.target, key=edge.relation, relation=edge.relation, **said)
    out = io.BytesIO()
    nx.write_graphml_xml(made, out, named_key_ids=True)
    return out.getvalue().decode("utf-8") + "\n"
