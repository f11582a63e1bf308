"""What a reader meets in a browser: nothing from other hosts, everything readable, the map and the search."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kb.load import load_guide
from kb.model.guide import Guide

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(ROOT)


def _entry(guide: Guide) -> str:
    """The entry with most to show: links, exercises, citations."""
    best = max(
        guide.concepts,
        key=lambda one: (bool(one.body.exercises), bool(one.aliases), len(one.links) + len(one.body.citations), one.id),
    )
    return best.id


PAGES = {
    "home": "index.html",
    "A–Z": "a-z.html",
    "areas": "areas/index.html",
    "one area": "areas/{area}.html",
    "kinds": "kinds/index.html",
    "one kind": "kinds/{kind}.html",
    "relations": "relations/index.html",
    "one relation": "relations/{relation}.html",
    "statuses": "statuses.html",
    "timeline": "timeline.html",
    "people": "people.html",
    "sources": "sources.html",
    "matrix": "matrix.html",
    "analogies": "analogies.html",
    "debates": "debates.html",
    "paths": "paths/index.html",
    "a path": "concepts/{path}.html",
    "an entry": "concepts/{entry}.html",
    "map": "map.html",
    "the map's table": "map/{area}.html",
    "checks": "rules/index.html",
    "one check": "rules/REL002.html",
    "about": "about.html",
    "nothing there": "404.html",
}


def _path(name: str, guide: Guide) -> str:
    vocabulary = guide.vocabulary
    entry = guide.by_id[_entry(guide)]
    kinds = vocabulary.kinds_under(*vocabulary.views.paths.kinds) if vocabulary.views.paths else frozenset()
    path = next((one.id for one in guide.concepts if one.kind in kinds), entry.id)
    relation = next(iter(vocabulary.relations))
    return PAGES[name].format(entry=entry.id, area=entry.area, kind=entry.kind, relation=relation, path=path)


@pytest.mark.parametrize("name", ["home", "an entry", "map", "a path", "one area"])
def test_no_page_asks_another_host(name: str, visit: Visit, guide: Guide, base: str) -> None:
    page = visit(_path(name, guide))
    page.mouse.wheel(0, 20000)
    page.wait_for_load_state("networkidle")
    hosts = {urlsplit(url).netloc for url in page.kb_requests if urlsplit(url).scheme in ("http", "https")}  # type: ignore[attr-defined]
    assert hosts == {urlsplit(base).netloc}


def test_searching_asks_no_other_host(visit: Visit, guide: Guide, base: str) -> None:
    page = visit("index.html")
    _open_search(page)
    page.keyboard.type(guide.by_id[_entry(guide)].title)
    expect(page.locator("#kb-search-hits [role=option]").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    hosts = {urlsplit(url).netloc for url in page.kb_requests if urlsplit(url).scheme in ("http", "https")}  # type: ignore[attr-defined]
    assert hosts == {urlsplit(base).netloc}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_without_a_mistake(name: str, browser: Any, base: str, guide: Guide) -> None:
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.goto(base + _path(name, guide), wait_until="networkidle")
    expect(page.locator("h1")).to_have_count(1)
    context.close()
    assert wrong == []


def test_an_entry_can_be_read_without_scripts(visit: Visit, guide: Guide) -> None:
    concept = guide.by_id[_entry(guide)]
    page = visit(f"concepts/{concept.id}.html", java_script_enabled=False)
    expect(page.locator("h1")).to_contain_text(concept.title)
    expect(page.get_by_text(concept.summary).first).to_be_visible()
    for heading in concept.body.headings:
        if heading.level == 2:
            expect(page.locator(f'[id="{heading.slug}"]')).to_be_visible()
    assert page.locator(".kb-text p").count() > 3


@pytest.mark.parametrize("kind", ["choice", "match", "classify", "order"])
def test_answers_open_without_scripts(kind: str, visit: Visit, guide: Guide) -> None:
    concept, exercise = next(
        (concept, one) for concept in guide.concepts for one in concept.body.exercises if one.type == kind
    )
    page = visit(f"concepts/{concept.id}.html", java_script_enabled=False)
    block = page.locator(f'[id="exercise:{exercise.ordinal}"]')
    reason = block.locator("details .kb-why").first
    expect(block.locator(".kb-exercise-question")).to_be_visible()
    expect(reason).to_be_hidden()
    block.locator("summary").click()
    expect(reason).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_no_serious_barrier(name: str, visit: Visit, guide: Guide) -> None:
    page = visit(_path(name, guide), color_scheme="light")
    page.wait_for_load_state("networkidle")
    assert _barriers(page) == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert _barriers(page) == []


def test_no_serious_barrier_in_the_search(visit: Visit, guide: Guide) -> None:
    page = visit("index.html", color_scheme="light")
    _open_search(page)
    page.keyboard.type(guide.by_id[_entry(guide)].title)
    expect(page.locator("#kb-search-hits [role=option]").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert _barriers(page) == []
    page.emulate_media(color_scheme="dark")
    assert _barriers(page) == []


def _open_search(page: Page, key: str = "/") -> None:
    """Scripts load after the page; their button says that they are there."""
    expect(page.locator(".kb-search-open")).to_be_visible()
    page.keyboard.press(key)
    expect(page.locator("dialog.kb-search input")).to_be_focused()


def _barriers(page: Page) -> list[str]:
    """What axe finds serious or critical, with the first elements of each."""
    results = Axe().run(page)
    return [
        f"{one['impact']} {one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in results.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_on_a_phone(name: str, visit: Visit, guide: Guide) -> None:
    page = visit(_path(name, guide), width=390, height=844)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def _ready(page: Page) -> None:
    expect(page.locator("#kb-map")).to_have_attribute("data-ready", "true")


def _drawn(page: Page) -> int:
    """How many different colors the canvas shows: an empty one shows one."""
    return int(
        page.evaluate(
            """() => {
                const canvas = document.querySelector("#kb-map canvas, .kb-near-map canvas");
                const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                const seen = new Set();
                for (let at = 0; at < data.length; at += 4) seen.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
                return seen.size;
            }"""
        )
    )


def test_the_map_draws_areas(visit: Visit) -> None:
    page = visit("map.html")
    _ready(page)
    assert _drawn(page) > 5


def test_an_address_opens_an_area(visit: Visit, guide: Guide) -> None:
    area = guide.by_id[_entry(guide)].area
    page = visit("map.html")
    _ready(page)
    asked = {url for url in page.kb_requests if "/data/map/area/" in url}  # type: ignore[attr-defined]
    assert asked == set(), "no area is loaded before it is opened"
    page = visit(f"map.html#open={area}")
    _ready(page)
    assert any(url.endswith(f"/data/map/area/{area}.json") for url in page.kb_requests)  # type: ignore[attr-defined]
    assert _drawn(page) > 20


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_of_an_area_can_be_read_and_opens_it(scheme: str, visit: Visit, guide: Guide) -> None:
    area = guide.by_id[_entry(guide)].area
    page = visit(f"map.html#focus=area:{area}", color_scheme=scheme)
    _ready(page)
    button = page.locator(".kb-map-panel").get_by_role("button", name="Open this area")
    expect(button).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert _barriers(page) == []
    # Letters in the very color of what is behind them are no barrier to axe: it takes them for hidden on purpose.
    words, paper = button.evaluate(
        "one => [getComputedStyle(one).color, getComputedStyle(one.closest('.kb-map-panel')).backgroundColor]"
    )
    assert words != paper
    button.click()
    expect(page.get_by_role("button", name="Close this area")).to_be_visible()
    assert f"open={area}" in urlsplit(page.url).fragment


def test_the_maps_search_brings_an_entry_into_focus_and_into_the_address(visit: Visit, guide: Guide) -> None:
    concept = guide.by_id[_entry(guide)]
    page = visit("map.html")
    _ready(page)
    page.locator("#kb-map-query").fill(concept.aliases[0] if concept.aliases else concept.title)
    expect(page.locator("#kb-map-hits [role=option]").first).to_contain_text(concept.title)
    page.locator("#kb-map-query").press("Enter")
    panel = page.locator(".kb-map-panel")
    expect(panel).to_be_visible()
    expect(panel.locator("h3")).to_contain_text(concept.title)
    assert f"focus={concept.id}" in urlsplit(page.url).fragment

    shared = visit("map.html#" + urlsplit(page.url).fragment)
    _ready(shared)
    expect(shared.locator(".kb-map-panel h3")).to_contain_text(concept.title)
    assert urlsplit(shared.url).fragment == urlsplit(page.url).fragment


def test_a_hidden_kind_stays_hidden_for_who_gets_the_address(visit: Visit, guide: Guide) -> None:
    concept = guide.by_id[_entry(guide)]
    page = visit(f"map.html#open={concept.area}")
    _ready(page)
    page.locator("summary", has_text="Kinds").click()
    page.locator(f'[data-filter=kinds] input[value="{concept.kind}"]').uncheck()
    assert f"without-kinds={concept.kind}" in urlsplit(page.url).fragment
    shared = visit("map.html#" + urlsplit(page.url).fragment)
    _ready(shared)
    shared.locator("summary", has_text="Kinds").click()
    expect(shared.locator(f'[data-filter=kinds] input[value="{concept.kind}"]')).not_to_be_checked()


def test_the_map_never_draws_more_than_it_promises(site: Path) -> None:
    index = json.loads((site / "data" / "map" / "index.json").read_text(encoding="utf-8"))
    assert index["most"] <= 400
    assert index["total"] == sum(area["count"] for area in index["areas"])


def test_the_small_map_of_an_entry_draws(visit: Visit, guide: Guide) -> None:
    page = visit(f"concepts/{_entry(guide)}.html")
    box = page.locator(".kb-near-map[data-src]")
    box.scroll_into_view_if_needed()
    expect(box).to_have_attribute("data-ready", "true")
    assert _drawn(page) > 5


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_the_search_and_another_name_finds_its_entry_first(key: str, visit: Visit, guide: Guide) -> None:
    concept = next(one for one in guide.concepts if one.aliases and len(one.aliases[0]) > 5)
    page = visit("index.html")
    _open_search(page, key)
    page.keyboard.type(concept.aliases[0])
    first = page.locator("#kb-search-hits [role=option]").first
    expect(first).to_contain_text(concept.title)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/concepts/{concept.id}.html*")


def test_the_search_filters_by_kind(visit: Visit, guide: Guide) -> None:
    page = visit("index.html")
    _open_search(page)
    select = page.get_by_label("Filter by kind")
    expect(select).to_be_visible()
    label = guide.vocabulary.kinds[guide.by_id[_entry(guide)].kind].label
    value = next(
        option
        for option in select.locator("option").evaluate_all("all => all.map(one => one.value)")
        if option == label
    )
    select.select_option(value)
    expect(page.locator("#kb-search-hits [role=option]").first).to_be_visible()
    expect(page.locator(".kb-search-note")).to_contain_text("page")
