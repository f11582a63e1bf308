"""The data of the map of everything, cut so that a browser loads only what it shows.

`data/map/index.json` holds the areas with their discs, the relations between areas as counts, and the vocabulary's words
and colors. `data/map/area/<area>.json` holds one area's entries with places and every edge that touches them.
`data/map/names.json` is loaded when somebody searches. Texts are data: the scripts set them as text, never as markup.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kb.graph import Edge, Graph
from kb.maps.layout import Disc, Place, arrange, discs, radius
from kb.maps.network import edge as vis_edge
from kb.maps.network import node as vis_node

MOST_DRAWN = 400
"""Never more nodes at once, at any size of guide."""


@dataclass(frozen=True)
class Overview:
    """Files by path, and what the page beside the map needs."""

    files: Mapping[str, str]
    areas: Mapping[str, tuple[str, ...]]
    """The ids of each area, those with most edges first."""


def overview(graph: Graph) -> Overview:
    """Compute places and data for all areas that have entries."""
    degree = Counter[str]()
    for edge in graph.edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    areas: dict[str, list[str]] = {}
    for id, node in graph.nodes.items():
        if not node.placeholder:
            areas.setdefault(node.area, []).append(id)
    ranked = {area: tuple(sorted(ids, key=lambda one: (-degree[one], one))) for area, ids in sorted(areas.items())}
    inner = _edges_inside(graph)
    local = {area: arrange(ids, inner.get(area, [])) for area, ids in ranked.items()}
    placed = discs({area: radius(places, MOST_DRAWN) for area, places in local.items()}, _between(graph))
    files = {"data/map/index.json": _dump(_index(graph, ranked, placed))}
    for area, ids in ranked.items():
        files[f"data/map/area/{area}.json"] = _dump(_area(graph, ids, local[area], placed[area], degree))
    files["data/map/names.json"] = _dump(
        [[id, graph.nodes[id].title, area, _aliases(graph, id)] for area, ids in ranked.items() for id in ids]
    )
    return Overview(files, ranked)


def _edges_inside(graph: Graph) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for edge in graph.edges:
        source, target = graph.nodes[edge.source], graph.nodes[edge.target]
        if source.area == target.area and not source.placeholder and not target.placeholder:
            found.setdefault(source.area, []).append((edge.source, edge.target))
    return found


def _between(graph: Graph) -> Counter[tuple[str, str]]:
    """How many edges join each two areas."""
    counts = Counter[tuple[str, str]]()
    for edge in graph.edges:
        source, target = graph.nodes[edge.source], graph.nodes[edge.target]
        if not source.placeholder and not target.placeholder and source.area != target.area:
            one, other = sorted((source.area, target.area))
            counts[one, other] += 1
    return counts


def _index(graph: Graph, ranked: Mapping[str, tuple[str, ...]], placed: Mapping[str, Disc]) -> dict[str, Any]:
    vocabulary = graph.vocabulary
    by_relation: dict[tuple[str, str], Counter[str]] = {}
    for edge in graph.edges:
        source, target = graph.nodes[edge.source], graph.nodes[edge.target]
        if not source.placeholder and not target.placeholder and source.area != target.area:
            one, other = sorted((source.area, target.area))
            by_relation.setdefault((one, other), Counter())[edge.relation] += 1
    kinds_used = Counter(graph.nodes[id].kind for ids in ranked.values() for id in ids)
    relations_used = Counter(edge.relation for edge in graph.edges)
    return {
        "most": MOST_DRAWN,
        "total": sum(len(ids) for ids in ranked.values()),
        "areas": [
            {
                "id": area,
                "label": vocabulary.areas[area].label if area in vocabulary.areas else area,
                "about": vocabulary.areas[area].definition if area in vocabulary.areas else "",
                "count": len(ids),
                "x": round(placed[area].x),
                "y": round(placed[area].y),
                "r": round(placed[area].radius),
            }
            for area, ids in ranked.items()
        ],
        "between": [[one, other, dict(sorted(counts.items()))] for (one, other), counts in sorted(by_relation.items())],
        "kinds": [
            {"id": name, "label": kind.label, "plural": kind.plural, "color": kind.color or "#777777", "shape": kind.shape,
             "count": kinds_used[name]}
            for name, kind in vocabulary.kinds.items() if kinds_used[name]
        ],
        "relations": [
            {"id": name, "label": relation.label, "inverse": relation.inverse_label or relation.label,
             "symmetric": relation.symmetric, "count": relations_used[name]}
            for name, relation in vocabulary.relations.items() if relations_used[name]
        ],
        "statuses": {name: status.label for name, status in vocabulary.statuses.items()},
    }  # fmt: skip


def _area(
    graph: Graph, ids: tuple[str, ...], local: Mapping[str, Place], disc: Disc, degree: Counter[str]
) -> dict[str, Any]:
    nodes = []
    for id in ids:
        node = graph.nodes[id]
        kind = graph.vocabulary.kinds.get(node.kind)
        place = local[id]
        made = vis_node(
            id, node.title, kind.shape if kind else "dot", disc.x + place.x, disc.y + place.y,
            size=8 + min(degree[id], 40) ** 0.5 * 2,
        )  # fmt: skip
        made["size"] = round(made["size"], 1)
        concept = node.concept
        made |= {"kind": node.kind, "area": node.area, "status": (concept and concept.status) or "",
                 "summary": " ".join(concept.summary.split()) if concept else ""}  # fmt: skip
        nodes.append(made)
    inside = set(ids)
    touching: dict[tuple[str, str, str], Edge] = {}
    for id in ids:
        for edge in (*graph.out(id), *graph.into(id)):
            if not graph.nodes[edge.source].placeholder and not graph.nodes[edge.target].placeholder:
                touching[edge.key] = edge
    edges = []
    for edge in touching.values():
        made = vis_edge(edge.source, edge.target, symmetric=graph.vocabulary.relations[edge.relation].symmetric)
        made |= {"relation": edge.relation, "why": _why(graph, edge)}
        if edge.source not in inside or edge.target not in inside:
            outside = edge.target if edge.source in inside else edge.source
            made["other"] = [outside, graph.nodes[outside].title, graph.nodes[outside].area]
        edges.append(made)
    return {"nodes": nodes, "edges": edges}


def _why(graph: Graph, edge: Edge) -> str:
    """The first text an edge carries: its reason."""
    for name, qualifier in graph.vocabulary.named_qualifiers(edge.relation):
        if qualifier.type == "text" and (text := edge.text(name)):
            return " ".join(text.split())
    return ""


def _aliases(graph: Graph, id: str) -> list[str]:
    concept = graph.nodes[id].concept
    return list(concept.aliases) if concept else []


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
