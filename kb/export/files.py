"""What the site offers to machines: the graph, one file per entry, and `llms.txt`."""

from __future__ import annotations

from kb.export.graph_json import entry_json, graph_json, work_value
from kb.export.names import name_files
from kb.graph import Graph
from kb.model.guide import Guide


def export_files(guide: Guide, graph: Graph) -> dict[str, str]:
    """`data/graph.json`, `data/entries/<id>.json`, `data/names/<key>.json` and `llms.txt`, by path below the site."""
    files = {"data/graph.json": graph_json(guide, graph), "llms.txt": llms_text(guide)}
    files.update(name_files(guide))
    works = {work.key: work_value(work) for work in guide.bibliography}
    for concept in guide.by_id.values():
        files[f"data/entries/{concept.id}.json"] = entry_json(graph, concept, works)
    return files


def llms_text(guide: Guide) -> str:
    """An index for language models: title, description, and each entry by area with its address and summary.

    The form is that of https://llmstxt.org: a heading, a quotation, and lists of links.
    """
    info = guide.vocabulary.guide
    site = info.url.rstrip("/") + "/" if info.url else ""
    lines = [f"# {info.title}", "", f"> {' '.join((info.description or info.tagline).split())}", ""]
    areas: dict[str, list[str]] = {}
    for concept in sorted(guide.by_id.values(), key=lambda one: one.title.casefold()):
        summary = " ".join(concept.summary.split())
        areas.setdefault(concept.area, []).append(f"- [{concept.title}]({site}concepts/{concept.id}.html): {summary}")
    for area, declared in guide.vocabulary.areas.items():
        if area in areas:
            lines += [f"## {declared.label}", "", *areas[area], ""]
    return "\n".join(lines).rstrip() + "\n"
