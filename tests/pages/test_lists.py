"""Lists and overviews: what they hold, how they are divided, and that a page nobody asked for is not made."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from kb.pages.listing import divided, letter
from kb.pages.previews import bucket
from kb.pages.timeline import span

Pages = Callable[..., dict[str, str]]

GARDEN = {
    "beds/rose": """title: Rose
kind: plant
summary: R.
aliases: [queen]
status: seen
origin: {year: 1850}
links:
  resembles: [{to: path-moss, reason: Petals., limit: thorns count}]
  grows-from: [{to: path-moss, reason: Soil.}]
---
[@moss1901]
""",
    "paths/path-moss": "title: Path moss\nkind: plant\nsummary: M.\norigin: {year: 1990}\n---\n",
    "beds/aphid": """title: Aphid
kind: pest
summary: A.
links: {eats: [{to: rose, reason: Sap., degree: much, proof: moss1901}]}
---
""",
    "beds/mite": "title: Mite\nkind: pest\nsummary: I.\n---\n",
    "beds/bo": "title: Bo Fern\nkind: gardener\nsummary: B.\n---\n",
    "paths/round": "title: Round\nkind: walk\nsummary: W.\nsteps: [rose, path-moss]\n---\n",
}
CHECK = "What it is.\n\nWhat it does\n------------\nLooks.\n\nExample\n-------\n    bad\n"
BARE = "kinds: {k: {label: K, plural: Ks, definition: D.}}"


@pytest.fixture
def garden(pages_of: Pages) -> dict[str, str]:
    return pages_of(GARDEN, (("X1", "one-check", "error", CHECK),))


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.split("---\n", 2)[2])).split())


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (
            "index.md",
            "Garden Green things. About a garden. Start on a path See the map Random entry 6 entries · 3 connections",
        ),
        ("a-z.md", "## P {#p} Path moss ## Q {#q} queen see Rose ## R {#r} Rose Round"),
        ("areas/index.md", "Beds 4 entries Where things grow. Paths 2 entries"),
        ("areas/beds.md", "## Plants {#plants} Rose Plant R. ## Pests {#pests} Aphid Pest A."),
        ("kinds/index.md", "Living things It grows. Plants 2 entries It has leaves."),
        ("kinds/pest.md", "Pests It eats leaves. ## A {#a} Aphid Pest A. ## M {#m} Mite"),
        ("relations/index.md", "eats is eaten by 1 connection The one lives on the other."),
        ("relations/eats.md", "Joins anything → anything Says of itself reason The reason. Required."),
        ("relations/eats.md", "1 connection Aphid eats Rose degree: much Sap. [ Moss & Fern 1901 ]"),
        (
            "relations/grows-into.md",
            "A seed grows into a plant. Not an example A stone grows into nothing. Logic It carries over",
        ),
        ("relations/grows-into.md", "Joins living → living"),
        ("statuses.md", "Seen 1 entry Somebody saw it. For example Rose"),
        (
            "sources.md",
            "Ann Moss and Bo Fern . 1901. On <Beds> . Leaf & Sons. ISBN 9780306406157 Cited in Aphid , Rose",
        ),
        ("timeline.md", "## 1800s {#1800s} 1850 Rose R. ## 1990s {#1990s} 1990 Path moss M."),
        ("people.md", "Bo Fern B."),
        ("matrix.md", "## Beds {#beds} Rose Aphid Eats (much) ## Open gaps {#open-gaps}"),
        ("matrix.md", "these yet. Mite"),
        ("analogies.md", "Rose R. Path moss M. Petals. as long as thorns count"),
        ("debates.md", "Rose Seen R. Grows from Path moss Soil. Eaten by Aphid Sap."),
        ("paths/index.md", "Round 2 steps, 2 min W."),
        ("rules/index.md", "X1 one-check error What it is."),
        (
            "rules/X1.md",
            "X1 one-check error What it is. ## What it does {#what-it-does} Looks. ## Example {#example} bad",
        ),
        ("about.md", "It holds 6 entries, 3 connections, 2 sources."),
        ("404.md", "Not found"),
    ],
    ids=lambda value: value if value.endswith(".md") else "",
)
def test_a_page_tells(garden: dict[str, str], path: str, told: str) -> None:
    assert told in words(garden[path])


def test_links_on_the_page_of_a_lost_address_begin_at_the_root(garden: dict[str, str]) -> None:
    assert 'href="/g/a-z.html"' in garden["404.md"]


def test_neighbors_in_the_section_are_named(garden: dict[str, str]) -> None:
    assert words(garden["kinds/pest.md"]).startswith("A–Z Areas Kinds Relations Timeline People Pests")
    assert '<a href="../kinds/index.html" aria-current="true">Kinds</a>' in garden["kinds/pest.md"]
    assert "kb-siblings" not in garden["sources.md"]


def test_views_that_nobody_asked_for_are_not_made(pages_of: Pages) -> None:
    made = pages_of(
        {"beds/x": "title: X\nkind: k\nsummary: S.\n---\n"},
        vocabulary=BARE,
    )
    for view in ("timeline", "people", "matrix", "analogies", "debates", "paths/index"):
        assert f"{view}.md" not in made
        assert f"{view}.html" not in made["index.md"]
    assert "a-z.md" in made


def test_a_guide_without_entries_has_pages_all_the_same(pages_of: Pages) -> None:
    made = pages_of({})
    assert "0 entries" in words(made["index.md"])
    assert "kb-random" not in made["index.md"]


def test_changes_are_shown_if_there_are_any(site_of: Callable[..., object]) -> None:
    from kb.pages.home import Change, home

    site = site_of(GARDEN)
    assert "Recently changed" not in home(site)["index.md"]
    told = words(home(site, [Change("rose", "2025-01-02", added=True), Change("gone", "2025-01-01")])["index.md"])
    assert "Recently changed 2025-01-02 Rose (new)" in told
    assert "2025-01-01" not in told


@pytest.mark.parametrize(
    ("items", "most", "pages"),
    [
        ("ab", 5, [("x.html", "", "ab")]),
        ("aabbb", 3, [("x.html", "", ""), ("x/a.html", "A", "aa"), ("x/b.html", "B", "bbb")]),
        ("aab", 1, [("x.html", "", ""), ("x/a.html", "A 1", "a"), ("x/a-2.html", "A 2", "a"), ("x/b.html", "B", "b")]),
        ("#!", 1, [("x.html", "", ""), ("x/other.html", "# 1", "#"), ("x/other-2.html", "# 2", "!")]),
    ],
    ids=["short enough", "by letter", "a letter that is too long", "no letter"],
)
def test_lists_are_divided(items: str, most: int, pages: list[tuple[str, str, str]]) -> None:
    parts = divided("x.html", list(items), letter, most)
    assert [(part.page, part.label, "".join("".join(group.items) for group in part.groups)) for part in parts] == pages


def test_a_long_list_says_where_its_parts_are(pages_of: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {f"beds/p{n}": f"title: {'AB'[n % 2]} plant {n}\nkind: plant\nsummary: S.\n---\n" for n in range(501)}
    made = pages_of(entries)
    assert words(made["kinds/plant.md"]).endswith("Plants It has leaves. A B")
    assert made["kinds/plant/a.md"].count("<li>") == 251
    assert '<a href="../../kinds/plant/a.html" aria-current="page">A</a>' in made["kinds/plant/a.md"]
    assert max(text.count("<li>") for path, text in made.items() if path.startswith(("kinds/", "areas/"))) <= 501


@pytest.mark.parametrize(
    ("title", "filed"), [("Élan", "E"), ("“Quoted”", "Q"), ("2-D", "#"), ("", "#"), ("straße", "S"), ("中文", "中")]
)
def test_letters(title: str, filed: str) -> None:
    assert letter(title) == filed


@pytest.mark.parametrize(
    ("year", "filed"), [(1994, "1990s"), (1899, "1800s"), (1499, "Before 1500"), (-350, "Before 1500")]
)
def test_spans_of_years(year: int, filed: str) -> None:
    from kb.pages.card import Card

    assert span(Card("x", "X", year=year)) == filed


def test_the_file_of_a_preview_is_the_one_the_script_computes() -> None:
    # From the published test vectors of FNV-1a, 32 bits: http://www.isthe.com/chongo/src/fnv/test_fnv.c
    assert bucket("") == "c5"
    assert bucket("a") == f"{0xE40C292C % 256:02x}"
    assert bucket("foobar") == f"{0xBF9CF968 % 256:02x}"
