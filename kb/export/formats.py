"""Which formats there are, by the name one asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kb.errors import KbError
from kb.graph import Graph
from kb.model.guide import Guide


def export_graph(form: str, guide: Guide, graph: Graph) -> str:
    """The whole graph as text. KbError if no format has that name."""
    if form not in FORMATS:
        raise KbError(f"there is no format `{form}`", f"formats: {', '.join(FORMATS)}")
    return FORMATS[form](guide, graph)


# Each format is imported when it is asked for: rdflib and networkx are slow to load.


def _json(guide: Guide, graph: Graph) -> str:
    from kb.export.graph_json import graph_json

    return graph_json(guide, graph)


def _graphml(guide: Guide, graph: Graph) -> str:
    from kb.export.graphml import graphml

    return graphml(graph)


def _turtle(guide: Guide, graph: Graph) -> str:
    from kb.export.rdf import rdf

    return rdf(guide, graph, "turtle")


def _json_ld(guide: Guide, graph: Graph) -> str:
    from kb.export.rdf import rdf

    return rdf(guide, graph, "json-ld")


def _csv(guide: Guide, graph: Graph) -> str:
    from kb.export.edge_list import edge_list

    return edge_list(graph)


FORMATS: Mapping[str, Callable[[Guide, Graph], str]] = {
    "json": _json,
    "graphml": _graphml,
    "turtle": _turtle,
    "json-ld": _json_ld,
    "csv": _csv,
}
