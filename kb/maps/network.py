"""pyvis, called from here and nowhere else: the network's options, the shape of its nodes and edges, vis-network itself.

Texts that contributors wrote are passed as data and drawn on a canvas or set as text; pyvis' own page template, which
loads from other hosts and puts texts into markup, is not used.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

_VERSION = "vis-9.1.2"


@cache
def options() -> str:
    """The options of every network as JSON: physics off, straight edges, no editing."""
    # Imported here: pyvis loads IPython, which takes half a second.
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="local")
    network.toggle_physics(False)
    made: dict[str, Any] = json.loads(network.options.to_json())
    del made["configure"]
    made["physics"] = {"enabled": False}
    made["layout"] = {"improvedLayout": False}
    made["edges"] = {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}, "width": 1}
    made["nodes"] = {"shape": "dot", "borderWidth": 1.5}
    made["interaction"] = {
        "dragNodes": False,
        "hover": True,
        "hideEdgesOnDrag": False,
        "hideEdgesOnZoom": False,
        "multiselect": False,
        "tooltipDelay": 10**9,
    }
    return json.dumps(made, sort_keys=True)


def node(id: str, label: str, shape: str, x: float, y: float, **more: object) -> dict[str, Any]:
    """One node as vis-network reads it, at a fixed place."""
    from pyvis.node import Node

    made: dict[str, Any] = Node(id, shape, label, x=round(x), y=round(y), **more).options
    return made


def edge(source: str, target: str, *, symmetric: bool, **more: object) -> dict[str, Any]:
    """One edge as vis-network reads it; a symmetric one has no arrow."""
    from pyvis.edge import Edge

    made: dict[str, Any] = Edge(source, target, directed=not symmetric, **more).options
    if symmetric:
        made["arrows"] = ""
    return made


def vis_network() -> bytes:
    """The vis-network script that pyvis ships."""
    return (files("pyvis") / "lib" / _VERSION / "vis-network.min.js").read_bytes()
