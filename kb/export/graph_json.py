"""The graph and its entries as JSON: what the site serves below `/data/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kb.graph import Edge, Graph
from kb.model.bibliography import Reference
from kb.model.concept import Concept
from kb.model.guide import Guide
from kb.model.shape import as_written

VERSION = 1
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def graph_json(guide: Guide, graph: Graph) -> str:
    """`{"version", "guide", "kinds", "relations", "areas", "statuses", "nodes", "edges"}`.

    Edges are given once, in their relation's declared direction; inverses follow from `relations`.
    """
    vocabulary = guide.vocabulary
    made = {
        "version": VERSION,
        "guide": as_written(vocabulary.guide),
        "kinds": as_written(vocabulary.kinds),
        "relations": as_written(vocabulary.relations),
        "areas": as_written(vocabulary.areas),
        "statuses": as_written(vocabulary.statuses),
        "nodes": [node_value(concept) for concept in sorted(guide.by_id.values(), key=lambda one: one.id)],
        "edges": [edge_value(edge) for edge in sorted(graph.edges, key=lambda edge: edge.key)],
    }
    return _encode(made) + "\n"


def entry_json(graph: Graph, concept: Concept, works: Mapping[str, Any]) -> str:
    """One entry with its edges as read from it and those of `works` (by key, from `work_value`) that it cites."""
    nodes, label = graph.nodes, graph.vocabulary.label
    made = node_value(concept)
    made["relations"] = [
        {"name": seen.name, "label": label(seen.name), "to": other.id, "title": other.title, **_qualifiers(seen.edge)}
        for seen in graph.seen_from(concept.id)
        if not (other := nodes[seen.other]).placeholder
    ]
    made["references"] = [works[key] for key in concept.cited if key in works]
    return _encode(made) + "\n"


def work_value(work: Reference) -> dict[str, Any]:
    """What an entry's file says of a work that it cites."""
    authors = [author.full for author in work.authors]
    return {"key": work.key, "title": work.title, "year": work.year, "authors": authors, "address": work.address}


def node_value(concept: Concept) -> dict[str, Any]:
    """What an entry says of itself, without its edges."""
    made: dict[str, Any] = {
        "id": concept.id,
        "title": concept.title,
        "kind": concept.kind,
        "area": concept.area,
        "summary": " ".join(concept.summary.split()),
        "aliases": list(concept.aliases),
        "status": concept.status,
        "url": f"concepts/{concept.id}.html",
    }
    if concept.origin:
        made["origin"] = {"year": concept.origin.year, "cite": concept.origin.cite}
    if concept.same_as:
        made["same-as"] = list(concept.same_as)
    return made


def edge_value(edge: Edge) -> dict[str, Any]:
    """An edge with everything it says of itself."""
    return {"source": edge.source, "relation": edge.relation, "target": edge.target, **_qualifiers(edge)}


def _qualifiers(edge: Edge) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in edge.qualifiers.items()}
