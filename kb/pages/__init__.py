"""Pages: from a guide and its graph to the Markdown files, styles and scripts of its site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.graph import Graph
from kb.model.guide import Guide
from kb.pages.a_z import a_z
from kb.pages.about import about
from kb.pages.address import entry_page, source_of
from kb.pages.analogies import analogies
from kb.pages.areas import areas
from kb.pages.assets import assets
from kb.pages.debates import debates
from kb.pages.entry import entry
from kb.pages.home import Change, home
from kb.pages.kinds import kinds
from kb.pages.matrix import matrix
from kb.pages.paths import paths
from kb.pages.people import people
from kb.pages.previews import previews
from kb.pages.redirects import redirects
from kb.pages.relation_pages import relation_pages
from kb.pages.rules import rules as rule_pages
from kb.pages.site import Rule, Site
from kb.pages.sources import Sources
from kb.pages.statuses import statuses
from kb.pages.timeline import timeline

__all__ = ["Change", "Rule", "Site", "build_pages", "entry_pages", "entry_path", "other_pages"]


def build_pages(
    guide: Guide,
    graph: Graph,
    rules: Iterable[tuple[str, str, str, str]] = (),
    changes: Sequence[Change] = (),
) -> dict[str, str | bytes]:
    """Every page, style, script and preview, by path relative to `build/docs`.

    `rules` are the checks: code, name, severity and docstring of each. `changes` are the latest, newest first, for the
    first page.
    """
    site = Site(guide, graph, tuple(Rule(*rule) for rule in rules))
    return entry_pages(site, site.concepts) | other_pages(site, changes)


def entry_pages(site: Site, ids: Iterable[str]) -> dict[str, str | bytes]:
    """The pages of some entries."""
    # As bytes: one character beyond Latin-1 doubles the room that a text takes in memory.
    return {entry_path(id): entry(site, site.concepts[id]).encode() for id in ids}


def entry_path(id: str) -> str:
    """Where the page of an entry stands, relative to `build/docs`."""
    return source_of(entry_page(id))


def other_pages(site: Site, changes: Sequence[Change] = ()) -> dict[str, str | bytes]:
    """Everything that is not the page of an entry."""
    guide, sources = site.guide, Sources(site)
    made: dict[str, str | bytes] = {}
    made |= home(site, changes) | about(site)
    made |= a_z(site) | areas(site) | kinds(site) | statuses(site) | paths(site)
    made |= relation_pages(site, sources) | sources.pages()
    made |= timeline(site) | people(site) | matrix(site) | analogies(site, sources) | debates(site, sources)
    made |= rule_pages(site)
    made |= redirects(site) | previews(site) | assets(guide.vocabulary)
    return made
