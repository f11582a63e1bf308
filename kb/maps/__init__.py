"""The relationship map: data with positions for the browser, its page, and a small map for each entry."""

from __future__ import annotations

from importlib.resources import files

from kb.graph import Graph
from kb.maps.near import near_maps
from kb.maps.network import options, vis_network
from kb.maps.overview import overview
from kb.maps.page import map_page, table_pages
from kb.model.guide import Guide

ASSETS = ("map.css", "map.js", "map-state.js", "map-panel.js", "map-theme.js", "near.js")


def build_maps(guide: Guide, graph: Graph) -> dict[str, str | bytes]:
    """Everything the maps need, by path below the site: page, data, scripts, styles and vis-network itself."""
    parts = overview(graph)
    made: dict[str, str | bytes] = {"map.md": map_page(guide, graph, parts)}
    made.update(table_pages(guide, graph, parts))
    made.update(parts.files)
    made.update(near_maps(graph))
    made["data/map/options.json"] = options()
    folder = files("kb.maps") / "assets"
    for name in ASSETS:
        made[f"assets/kb/map/{name}"] = (folder / name).read_bytes()
    made["assets/kb/map/vis-network.min.js"] = vis_network()
    return made
