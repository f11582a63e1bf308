"""The map's page and its table twin, as Markdown files whose body is HTML."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from kb.graph import Graph
from kb.maps.overview import MOST_DRAWN, Overview
from kb.model.guide import Guide

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _templates() -> Environment:
    # Imported here: `kb check` needs no templates.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("kb.maps"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def map_page(guide: Guide, graph: Graph, parts: Overview) -> str:
    """`map.md`: the frame the script fills, and a table of areas that says the same without one."""
    areas = [_area(guide, area, ids) for area, ids in parts.areas.items()]
    return (
        _templates().get_template("map.md.j2").render(guide=guide.vocabulary.guide, areas=areas, total=len(guide.by_id))
    )


def table_pages(guide: Guide, graph: Graph, parts: Overview) -> dict[str, str]:
    """`map/<area>.md`, and `map/<area>-2.md` and so on for large areas: every entry with every edge at it."""
    template = _templates().get_template("table.md.j2")
    made: dict[str, str] = {}
    for area, ids in parts.areas.items():
        ordered = sorted(ids, key=lambda one: graph.nodes[one].title.casefold())
        pages = math.ceil(len(ordered) / MOST_DRAWN)
        for page in range(pages):
            rows = [_row(graph, id) for id in ordered[page * MOST_DRAWN : (page + 1) * MOST_DRAWN]]
            others = [(number + 1, _name(area, number)) for number in range(pages)] if pages > 1 else []
            made[f"map/{_name(area, page)}.md"] = template.render(
                title=_title(f"Map: {_area(guide, area, ids)['label']}"),
                area=_area(guide, area, ids),
                rows=rows,
                page=page + 1,
                pages=others,
            )
    return made


def _title(text: str) -> Markup:
    """A text as a YAML string. Renderers put titles into pages as they are, so it is escaped for HTML too."""
    printable = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return Markup(json.dumps(escape(printable), ensure_ascii=False))  # noqa: S704 (escaped in the same breath)


def _name(area: str, page: int) -> str:
    return area if page == 0 else f"{area}-{page + 1}"


def _area(guide: Guide, area: str, ids: tuple[str, ...]) -> dict[str, Any]:
    declared = guide.vocabulary.areas.get(area)
    return {
        "id": area,
        "label": declared.label if declared else area,
        "definition": declared.definition if declared else "",
        "count": len(ids),
    }


def _row(graph: Graph, id: str) -> dict[str, Any]:
    node = graph.nodes[id]
    kind = graph.vocabulary.kinds.get(node.kind)
    return {"id": id, "title": node.title, "kind": kind.label if kind else node.kind, "edges": list(_edges(graph, id))}


def _edges(graph: Graph, id: str) -> Iterator[dict[str, Any]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for seen in graph.seen_from(id):
        if not graph.nodes[seen.other].placeholder:
            groups.setdefault(seen.name, []).append((seen.other, graph.nodes[seen.other].title))
    for name in graph.vocabulary.directions:
        if name in groups:
            yield {"label": graph.vocabulary.label(name), "others": groups[name]}
