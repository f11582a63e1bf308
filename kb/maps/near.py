"""The small map on each entry: it, its nearest neighbors, and the name of every line between."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from kb.graph import Graph, Seen
from kb.maps.network import edge as vis_edge
from kb.maps.network import node as vis_node

MOST = 12
"""Neighbors on a small map; the list on the page has them all."""
_WIDE, _HIGH = 330.0, 215.0


def near_maps(graph: Graph) -> dict[str, str]:
    """`data/near/<id>.json` for every entry that has a neighbor."""
    order = {name: index for index, name in enumerate(graph.vocabulary.directions)}
    made: dict[str, str] = {}
    for id, node in graph.nodes.items():
        if not node.placeholder and (shown := _neighbors(graph, id, order)):
            made[f"data/near/{id}.json"] = json.dumps(_map(graph, id, shown), ensure_ascii=False, separators=(",", ":"))
    return made


def _neighbors(graph: Graph, id: str, order: Mapping[str, int]) -> list[Seen]:
    """One edge to each neighbor: relations in turn, in the vocabulary's order, so that no single one fills the map."""
    groups: dict[str, list[Seen]] = {}
    for seen in graph.seen_from(id):
        if not graph.nodes[seen.other].placeholder and seen.other != id:
            groups.setdefault(seen.name, []).append(seen)
    ordered = [groups[name] for name in sorted(groups, key=order.__getitem__)]
    chosen: dict[str, Seen] = {}
    for turn in range(max(map(len, ordered), default=0)):
        for group in ordered:
            if turn < len(group) and len(chosen) < MOST:
                chosen.setdefault(group[turn].other, group[turn])
    return sorted(chosen.values(), key=lambda seen: order[seen.name])


def _map(graph: Graph, id: str, shown: list[Seen]) -> dict[str, Any]:
    nodes = [_node(graph, id, 0.0, 0.0, center=True)]
    edges = []
    for index, seen in enumerate(shown):
        # From the top clockwise; every second one a little farther out, so that names of neighbors do not collide.
        angle = -math.pi / 2 + 2 * math.pi * index / len(shown)
        reach = 1.22 if len(shown) > 6 and index % 2 else 1.0
        nodes.append(_node(graph, seen.other, math.cos(angle) * _WIDE * reach, math.sin(angle) * _HIGH * reach))
        symmetric = graph.vocabulary.relations[seen.edge.relation].symmetric
        label = graph.vocabulary.label(seen.edge.relation)
        edges.append(
            vis_edge(seen.edge.source, seen.edge.target, symmetric=symmetric, label=label, relation=seen.edge.relation)
        )
    return {"nodes": nodes, "edges": edges}


def _node(graph: Graph, id: str, x: float, y: float, *, center: bool = False) -> dict[str, Any]:
    node = graph.nodes[id]
    kind = graph.vocabulary.kinds.get(node.kind)
    made = vis_node(id, node.title, kind.shape if kind else "dot", x, y, size=16 if center else 10)
    return made | {"color": (kind and kind.color) or "#777777", "center": center}
