"""From a checked guide to the files of `build/docs`: all of them, or those whose inputs changed since the last build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb.graph import Graph
from kb.model.guide import Guide
from kb.write.record import Group, Record

if TYPE_CHECKING:
    from kb.pages import Site

OTHERS = "others"
"""The group of everything that is not the page of an entry."""


@dataclass(frozen=True)
class Compiled:
    """Files by path, the paths of those that stay as they are, and both by group with their inputs."""

    files: Mapping[str, str | bytes]
    kept: frozenset[str]
    groups: Mapping[str, Group]


def compile_guide(guide: Guide, graph: Graph, folder: Path, record: Record) -> Compiled:
    """Make the files of a guide. What `record` says is still in `folder`, made from the same inputs, is not made again.

    With an empty record everything is made. The files are the same either way.
    """
    # Imported here: Jinja and pyvis are slow to load and `kb check` needs neither.
    from kb.cli.rules import every_rule_text
    from kb.cli.tool import tool_inputs
    from kb.pages import Rule, Site, entry_pages, entry_path
    from kb.pages.inputs import entry_inputs, kept_surroundings, shared_inputs, surroundings

    rules = every_rule_text()
    site = Site(guide, graph, tuple(Rule(*rule) for rule in rules))
    shared = shared_inputs(site, tool_inputs(), repr(rules))
    last = {id: record.groups[entry_path(id)].inputs for id in site.concepts if entry_path(id) in record.groups}
    as_they_were = record.inputs(OTHERS) == shared and len(last) == len(site.concepts)
    around = kept_surroundings(last) if as_they_were else surroundings(site, tool_inputs())
    inputs = entry_inputs(site, around)

    stale = [id for id in site.concepts if not record.keeps(folder, entry_path(id), inputs[id])]
    files = entry_pages(site, stale)
    groups = {entry_path(id): Group(inputs[id], (entry_path(id),)) for id in site.concepts}
    kept = {entry_path(id) for id in site.concepts}.difference(files)
    if others := record.keeps(folder, OTHERS, shared):
        kept.update(others)
        groups[OTHERS] = Group(shared, others)
    else:
        made = _others(site)
        files |= made
        groups[OTHERS] = Group(shared, tuple(made))
    for path in sorted(guide.images):
        files[path] = (guide.root / path).read_bytes()
    return Compiled(files, frozenset(kept), groups)


def _others(site: Site) -> dict[str, str | bytes]:
    from kb.export.files import export_files
    from kb.maps import build_maps
    from kb.pages import other_pages

    files: dict[str, str | bytes] = {}
    files |= other_pages(site)
    files |= build_maps(site.guide, site.graph)
    files |= export_files(site.guide, site.graph)
    return files
