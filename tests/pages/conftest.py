"""Small guides with words of their own, written in a test and built into pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb.graph import build_graph
from kb.load import load_guide
from kb.pages import build_pages
from kb.pages.site import Site

VOCABULARY = """
guide: {title: Garden, tagline: Green things, description: About a garden., license: CC0, url: "https://garden.example/g",
        repository: "https://git.example/o/r/tree/main/sub"}
kinds:
  living: {abstract: true, label: Living, plural: Living things, definition: It grows.}
  plant: {parent: living, label: Plant, plural: Plants, definition: It has leaves., icon: leaf, color: "#00ff00"}
  pest: {parent: living, label: Pest, plural: Pests, definition: It eats leaves., color: "#102030"}
  walk: {label: Walk, plural: Walks, definition: A way through the garden.}
  gardener: {label: Gardener, plural: Gardeners, definition: Who digs.}
qualifiers:
  reason: {type: text, label: because, definition: The reason.}
  limit: {type: text, label: as long as, definition: Where it ends.}
  proof: {type: citation, label: proof, definition: Who says so.}
  degree: {type: choice, label: degree, definition: How much., values: [some, much]}
relations:
  grows-into: {inverse: grows-from, label: grows into, inverse-label: grows from, heading: Grows into,
               inverse-heading: Grows from, definition: First the one and then the other., transitive: true,
               acyclic: error, qualifiers: [reason, proof], example: A seed grows into a plant.,
               counter-example: A stone grows into nothing., between: [{from: living, to: living}]}
  eats: {inverse: eaten-by, label: eats, inverse-label: is eaten by, heading: Eats, inverse-heading: Eaten by,
         definition: The one lives on the other., qualifiers: [reason, limit, degree, proof], required: [reason]}
  resembles: {symmetric: true, label: looks like, heading: Looks like, definition: They are taken for each other.,
              qualifiers: [reason, limit]}
areas: {beds: {label: Beds, definition: Where things grow.}, paths: {label: Paths, definition: Where one walks.}}
statuses: {seen: {label: Seen, definition: Somebody saw it., color: "#ff0000"}}
views:
  prerequisites: {relation: grows-into}
  confusions: {relation: resembles}
  analogies: {relation: resembles, qualifier: limit}
  matrix: {rows: [pest], columns: [plant], cells: [eats]}
  debates: {kinds: [plant], for: grows-into, against: eats}
  timeline: {field: origin.year}
  people: {kinds: [gardener]}
  paths: {kinds: [walk]}
"""
BIBLIOGRAPHY = """
@book{moss1901, author = {Moss, Ann and Fern, Bo}, title = {On <Beds>}, year = {1901}, publisher = {Leaf \\& Sons},
  isbn = {9780306406157}}
@article{reed1950, author = {Reed, Cy and others}, title = {Roots & Shoots?}, journal = {Soil}, volume = {3}, number = {2},
  pages = {4--9}, year = {1950}, doi = {10.1000/182}, url = {https://www.soil.example/p}}
"""

Entries = Mapping[str, str]


@pytest.fixture
def site_of(tmp_path: Path) -> Callable[..., Site]:
    """`site_of({"beds/rose": "title: Rose\\nkind: plant\\nsummary: S.\\n---\\nText."})`: what pages are made from."""

    def made(entries: Entries, vocabulary: str = VOCABULARY, bibliography: str = BIBLIOGRAPHY) -> Site:
        folder = tmp_path / "concepts"
        folder.mkdir(exist_ok=True)
        (folder / "vocabulary.yml").write_text(vocabulary, encoding="utf-8")
        (folder / "references.bib").write_text(bibliography, encoding="utf-8")
        for name, text in entries.items():
            path = folder / (name if "." in name else f"{name}.md")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text if "." in name else f"---\n{text}", encoding="utf-8")
        guide = load_guide(tmp_path)
        return Site(guide, build_graph(guide))

    return made


@pytest.fixture
def pages_of(site_of: Callable[..., Site]) -> Callable[..., dict[str, str]]:
    """The same, with all pages built."""

    def made(entries: Entries, rules: tuple[tuple[str, str, str, str], ...] = (), **texts: str) -> dict[str, str]:
        site = site_of(entries, **texts)
        built = build_pages(site.guide, site.graph, rules)
        return {path: text.decode() if isinstance(text, bytes) else text for path, text in built.items()}

    return made
