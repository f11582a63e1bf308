"""An entry's page: every section with what it shows, and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

Pages = Callable[..., dict[str, str]]

SECTIONS = (
    "steps",
    "relations",
    "near-it",
    "mentioned-in",
    "often-confused-with",
    "check-yourself",
    "further-reading",
    "cite",
)


def section(page: str, anchor: str) -> str:
    """What stands below a heading, up to the next of its level."""
    match = re.search(rf"^## .*\{{#{anchor}\b.*?\}}\n\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    return match[1] if match else ""


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def entry(title: str, links: str = "", text: str = "", kind: str = "plant", **fields: str) -> str:
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    front = f"title: {title}\nkind: {kind}\nsummary: {title} in short.\n{more}"
    return f"{front}links: {{{links}}}\n---\n{text}\n" if links else f"{front}---\n{text}\n"


GARDEN = {
    "beds/seed": entry("Seed", text="It becomes a [[rose]]."),
    "beds/bud": entry("Bud", "grows-from: [{to: seed, reason: Warmth., proof: moss1901}]"),
    "beds/rose": entry(
        "Rose",
        "grows-from: [{to: bud, reason: Spring.}], resembles: [{to: peony, reason: Petals., limit: thorns count}]",
        "## Scent\n\nSweet [@reed1950, p. 5].\n",
        aliases="[queen]",
        status="seen",
        origin="{year: -350, cite: reed1950}",
        sources="[moss1901, nobody]",
    ),
    "beds/peony": entry("Peony"),
    "beds/aphid": entry("Aphid", "eats: [{to: rose, reason: Sap., degree: much, limit: summer lasts}]", kind="pest"),
    "beds/alone": entry("Alone"),
    "paths/round": entry("Round walk", kind="walk", steps="[seed, {to: rose, why: It is next.}, nowhere]"),
}


@pytest.fixture
def garden(pages_of: Pages) -> dict[str, str]:
    return pages_of(GARDEN)


def test_an_entry_that_nothing_is_known_of_has_no_empty_section(garden: dict[str, str]) -> None:
    page = garden["concepts/alone.md"]
    assert [anchor for anchor in SECTIONS if f"{{#{anchor}" in page] == ["cite"]
    assert "Also called" not in page
    assert "Read first" not in page


def test_sections_stand_in_one_order(garden: dict[str, str]) -> None:
    anchors = re.findall(r"^## .*\{#([\w-]+)", garden["concepts/rose.md"], re.MULTILINE)
    assert anchors == ["scent", *SECTIONS[1:]]


def test_the_head_says_what_it_is(garden: dict[str, str]) -> None:
    head = garden["concepts/rose.md"].split("\n## ")[0]
    assert "<h1" in head
    told = words(head.split("---\n", 2)[2])
    assert told.startswith("Beds Rose Plant Seen 1 min read since 350 BCE [ 1 ] Rose in short. Also called queen")
    assert 'href="../statuses.html#seen"' in head
    assert 'href="../kinds/plant.html"' in head
    assert 'href="../areas/beds.html"' in head


def test_the_way_here_is_in_an_order_one_can_learn_in(garden: dict[str, str]) -> None:
    # `grows-into` leads from what comes first, so for this guide it is the seed that "requires" the others.
    head = garden["concepts/seed.md"].split("\n## ")[0]
    assert words(head.partition('class="kb-before-label">')[2]).startswith(
        "Read first Bud The whole way here: 2 entries, 2 min"
    )
    way = re.findall(r'data-id="(\w+)"', head.split("<ol>")[1].split("</ol>")[0])
    assert way == ["rose", "bud"]


def test_relations_are_sentences_with_reason_source_and_summary(garden: dict[str, str]) -> None:
    told = words(section(garden["concepts/rose.md"], "relations"))
    assert "Grows from Rose grows from Bud Spring. Bud in short." in told
    assert "Eaten by Rose is eaten by Aphid degree: much Sap. as long as summer lasts Aphid in short." in told
    assert "Looks like Rose looks like Peony Petals. as long as thorns count Peony in short." in told
    source = section(garden["concepts/bud.md"], "relations")
    assert '<a href="#ref:moss1901" data-cite="moss1901">1</a>' in source
    assert 'id="ref:moss1901"' in garden["concepts/bud.md"]


def test_a_source_of_the_other_end_is_listed_here_too(garden: dict[str, str]) -> None:
    page = garden["concepts/seed.md"]
    assert 'data-cite="moss1901">1</a>' in section(page, "relations")
    assert "On <Beds>" in words(section(page, "further-reading"))


def test_what_follows_is_marked_with_its_chain(garden: dict[str, str]) -> None:
    relations = section(garden["concepts/rose.md"], "relations")
    assert "1 more follows from these Rose grows from Seed by way of Bud" in words(relations)
    assert 'class="kb-inferred"' in relations
    assert "kb-inferred" not in section(garden["concepts/aphid.md"], "relations")


def test_near_it_is_a_list_and_a_place_for_the_map(garden: dict[str, str]) -> None:
    near = section(garden["concepts/aphid.md"], "near-it")
    assert "Aphid eats Rose" in words(near)
    assert 'class="kb-near-map" data-src="../data/near/aphid.json"' in near


def test_mentions_are_quoted(garden: dict[str, str]) -> None:
    assert words(section(garden["concepts/rose.md"], "mentioned-in")) == "Seed It becomes a Rose ."


def test_confusions_stand_side_by_side(garden: dict[str, str]) -> None:
    told = words(section(garden["concepts/peony.md"], "often-confused-with"))
    assert told == "Peony Peony in short. Rose Rose in short. Petals. as long as thorns count"


def test_terms_to_match_do_not_give_themselves_away(garden: dict[str, str]) -> None:
    check = section(garden["concepts/rose.md"], "check-yourself").split("<details")[0]
    right = check.split("kb-right-side")[1]
    assert words(check.split("kb-left")[1].split("</ol>")[0])[2:].split() == ["Rose", "Peony", "Bud", "Aphid"]
    assert right.count("… in short.") == 4
    assert "Rose" not in words(right)


def test_further_reading_is_numbered_as_the_text_cites(garden: dict[str, str]) -> None:
    reading = section(garden["concepts/rose.md"], "further-reading")
    assert re.findall(r'<li id="ref:(\w+)" value="(\d)">', reading) == [
        ("reed1950", "1"),
        ("moss1901", "2"),
        ("nobody", "3"),
    ]
    told = words(reading)
    assert "Cy Reed et al. 1950. Roots & Shoots? Soil 3(2), pp. 4–9. doi:10.1000/182 soil.example" in told
    assert "Ann Moss and Bo Fern . 1901. On <Beds> . Leaf & Sons. ISBN 9780306406157" in told
    assert "Unknown reference nobody" in told
    assert 'href="https://doi.org/10.1000/182"' in reading


def test_cite_edit_history_and_report(garden: dict[str, str]) -> None:
    cite = section(garden["concepts/rose.md"], "cite")
    assert words(cite).startswith("“Rose.” Garden . https://garden.example/g/concepts/rose.html CC0 BibTeX @misc{rose,")
    for address in (
        "https://git.example/o/r/edit/main/sub/concepts/beds/rose.md",
        "https://git.example/o/r/commits/main/sub/concepts/beds/rose.md",
        "https://git.example/o/r/issues/new?title=Rose",
    ):
        assert f'href="{address}' in cite


@pytest.mark.parametrize(
    ("repository", "edit"),
    [
        ("https://h.example/o/r", "https://h.example/o/r/edit/HEAD/concepts/beds/x.md"),
        ("https://h.example/o/r/-/tree/dev", "https://h.example/o/r/-/edit/dev/concepts/beds/x.md"),
        ("git@h.example:o/r", None),
        ("", None),
    ],
    ids=["a repository", "a branch on GitLab", "no address of a page", "none"],
)
def test_where_to_edit(pages_of: Pages, repository: str, edit: str | None) -> None:
    vocabulary = (
        f'guide: {{title: G, repository: "{repository}"}}\nkinds: {{plant: {{label: P, plural: P, definition: D.}}}}'
    )
    page = pages_of({"beds/x": entry("X")}, vocabulary=vocabulary)["concepts/x.md"]
    assert (f'href="{edit}"' in page) if edit else ("Edit this entry" not in page)


def test_steps_have_reasons_and_a_sum(garden: dict[str, str]) -> None:
    steps = section(garden["concepts/round.md"], "steps")
    told = words(steps)
    assert told.startswith(
        "3 steps, 2 min of reading Seed 1 min Seed in short. Rose 1 min It is next. Rose in short. nowhere"
    )
    assert "nowhere.html" not in steps


def test_the_opening_of_a_path_stands_before_its_steps(pages_of: Pages) -> None:
    text = "Come along.\n\n## Later\n\nMore."
    page = pages_of({"paths/x": entry("X", text=text, kind="walk", steps="[x]")})["concepts/x.md"]
    assert page.index("Come along.") < page.index("{#steps}") < page.index("{#later")


def test_no_link_leads_to_a_page_that_is_not_made(garden: dict[str, str]) -> None:
    from posixpath import dirname, join, normpath
    from urllib.parse import unquote

    made = {path.removesuffix(".md") + ".html" if path.endswith(".md") else path for path in garden} | {"map.html"}
    broken = set()
    for path, text in garden.items():
        if path.endswith(".md"):
            for href in re.findall(r'href="([^"#:]+)(?:#[^"]*)?"', text):
                target = normpath(join(dirname(path), unquote(href)))
                if target not in made and path != "404.md":
                    broken.add((path, href))
    assert broken == set()
