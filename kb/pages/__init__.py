"""Pages: from a guide and its graph to the Markdown files, styles and scripts of its site."""

from __future__ import annotations

from collections.abc import Iterable

from kb.graph import Graph
from kb.model.guide import Guide
from kb.pages.address import entry_page, source_of
from kb.pages.assets import assets
from kb.pages.entry import entry
from kb.pages.home import home
from kb.pages.site import Rule, Site

__all__ = ["Rule", "build_pages"]


def build_pages(guide: Guide, graph: Graph, rules: Iterable[tuple[str, str, str, str]] = ()) -> dict[str, str | bytes]:
    """Every page, style and script, by path relative to `build/docs`.

    `rules` are the checks: code, name, severity and docstring of each.
    """
    site = Site(guide, graph, tuple(Rule(*rule) for rule in rules))
    made: dict[str, str | bytes] = {}
    for id, concept in site.concepts.items():
        made[source_of(entry_page(id))] = entry(site, concept)
    made.update(home(site))
    made.update(assets(guide.vocabulary))
    return made
