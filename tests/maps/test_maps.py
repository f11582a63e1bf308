"""Positions are equal from build to build, nothing overlaps, and texts stay texts."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path

import pytest

from kb.graph import build_graph
from kb.load import load_guide
from kb.maps import build_maps
from kb.maps.layout import ROOM, STRETCH, arrange, discs

EVIL = "</script><img src=x onerror=alert(1)>\"'&"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str | bytes]:
    """The maps of a guide whose every text is an attack."""
    folder = tmp_path / "concepts"
    (folder / "one").mkdir(parents=True)
    (folder / "two").mkdir()
    (folder / "vocabulary.yml").write_text(
        """
kinds: {thing: {label: Thing, plural: Things, definition: D.}}
qualifiers: {why: {type: text, label: because, definition: D.}}
relations: {near: {symmetric: true, label: is near, heading: N, definition: D., qualifiers: [why]}}
areas: {one: {label: One, definition: D.}, two: {label: Two, definition: D.}}
""",
        encoding="utf-8",
    )
    for area, id, other in (("one", "a", "b"), ("two", "b", "a"), ("one", "c", "b")):
        quoted = json.dumps(EVIL)
        (folder / area / f"{id}.md").write_text(
            f"---\ntitle: {json.dumps(id + EVIL)}\nkind: thing\nsummary: {quoted}\n"
            f"links:\n  near: [{{to: {other}, why: {quoted}}}]\n---\n",
            encoding="utf-8",
        )
    guide = load_guide(tmp_path)
    assert not guide.faults
    return build_maps(guide, build_graph(guide))


def test_data_holds_texts_as_they_were_written(files: dict[str, str | bytes]) -> None:
    area = json.loads(files["data/map/area/one.json"])
    assert {node["label"] for node in area["nodes"]} == {"a" + EVIL, "c" + EVIL}
    assert {edge["why"] for edge in area["edges"]} == {EVIL}
    near = json.loads(files["data/near/a.json"])
    assert [node["id"] for node in near["nodes"]] == ["a", "b"]
    assert [edge["label"] for edge in near["edges"]] == ["is near"]


def test_pages_escape_them(files: dict[str, str | bytes]) -> None:
    for path, text in files.items():
        if path.endswith(".md"):
            assert "onerror=alert(1)>" not in str(text), path


def test_an_edge_written_on_both_sides_is_drawn_once(files: dict[str, str | bytes]) -> None:
    edges = json.loads(files["data/map/area/two.json"])["edges"]
    assert sorted((edge["from"], edge["to"]) for edge in edges) == [("a", "b"), ("c", "b")]


IDS = [f"entry-{number}" for number in range(330)]
EDGES = [(IDS[number], IDS[number * 7 % 330]) for number in range(330)]


def test_places_depend_on_ids_and_edges_alone() -> None:
    assert arrange(IDS, EDGES) == arrange(IDS, list(reversed(EDGES)))


@pytest.mark.parametrize("count", [2, 25, 60, 330])
def test_no_two_labels_overlap(count: int) -> None:
    places = arrange(IDS[:count], EDGES)
    for one, other in itertools.combinations(places.values(), 2):
        assert abs(one.x - other.x) > ROOM[0] * 0.9 or abs(one.y - other.y) > ROOM[1] * 0.9


def test_a_large_area_takes_a_spiral_with_room_for_each() -> None:
    ids = [f"e{number}" for number in range(1000)]
    places = list(arrange(ids, []).values())
    nearest = min(math.dist(one, other) for one, other in itertools.combinations(places, 2))
    assert nearest > min(ROOM) * 0.7


def test_discs_do_not_overlap() -> None:
    sizes = {f"area-{number}": 300.0 + 90 * number for number in range(13)}
    placed = discs(sizes, {("area-1", "area-5"): 9.0, ("area-2", "area-12"): 3.0})
    for one, other in itertools.combinations(placed.values(), 2):
        distance = math.hypot((one.x - other.x) / STRETCH, one.y - other.y)
        assert distance >= one.radius + other.radius - 1
