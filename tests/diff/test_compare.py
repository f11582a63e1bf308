"""Two states of a guide, and what a reviewer is told of the difference."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.checks import Context, run_checks
from kb.diff import State, compare
from kb.diff.report import MOST_CHARACTERS, escaped, human, markdown, to_json
from kb.graph import build_graph
from kb.load import load_guide
from kb.model.guide import Guide

Write = Callable[[Path, Mapping[str, Any]], Path]
DATA = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"))
IGNORED = ("DEF005", "PRO001", "SRC", "GRA003", "GRA004", "GRA005", "GRA008", "DEF004", "FM008")
"""Findings that the small entries of the cases cannot avoid."""


def laid_over(files: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(files)
    for path, content in change.items():
        kept = made.get(path)
        made[path] = {**kept, **content} if isinstance(content, dict) and isinstance(kept, dict) else content
    return made


def state(guide: Guide, before: Guide | None = None) -> State:
    graph = build_graph(guide)
    context = Context(guide, graph, datetime.date(2025, 6, 1), before=before)
    return State(guide, graph, run_checks(context, ignore=IGNORED))


def states(tmp_path: Path, write: Write, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[State, State]:
    old = load_guide(write(tmp_path / "before", before))
    return state(old), state(load_guide(write(tmp_path / "after", after)), old)


def spoken(made: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """The JSON as short sentences, without what is empty."""
    entries, relations, derived, problems = (made[key] for key in ("entries", "relations", "derived", "problems"))

    def edges(found: list[dict[str, str]]) -> list[str]:
        return ["{source} {relation} {target}".format(**edge) for edge in found]

    told = {
        "entries": {
            "gained": [one["id"] for one in entries["gained"]],
            "lost": [one["id"] for one in entries["lost"]],
            "renamed": [
                f"{one['from']} -> {one['to']}{' (merged)' if one['merged'] else ''}" for one in entries["renamed"]
            ],
            "changed": ["{id} {field}: {before} -> {after}".format(**change) for change in entries["changed"]],
            "text-changed": entries["text-changed"],
        },
        "relations": {
            "gained": edges(relations["gained"]),
            "lost": edges(relations["lost"]),
            "changed": [
                "{source} {relation} {target} {qualifier}: {before} -> {after}".format(**change)
                for change in relations["changed"]
            ],
        },
        "derived": {"gained": edges(derived["gained"]), "lost": edges(derived["lost"])},
        "problems": {
            side: [f"{one['code']} {one['filename']}" for one in problems[side]] for side in ("gained", "lost")
        },
    }
    filled = {part: {key: value for key, value in sides.items() if value} for part, sides in told.items()}
    return {part: sides for part, sides in filled.items() if sides}


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_difference(case: dict[str, Any], tmp_path: Path, guide: Write) -> None:
    before = laid_over(DATA["base"], case.get("before", {}))
    one, other = states(tmp_path, guide, before, laid_over(before, case.get("after", {})))
    difference = compare(one, other)
    assert spoken(json.loads(to_json(difference))) == case.get("expect", {})
    assert difference.empty == (not case.get("expect"))


SHIP = "concepts/boats/ship.md"
NASTY = "<b>@octocat</b> `a` [x](https://evil.test) #12 **B** \x1b[31m | www.evil.test"


def test_each_format_says_what_a_reviewer_needs(tmp_path: Path, guide: Write) -> None:
    sloop = {"title": "Sloop", "kind": "boat", "summary": "One mast.", "status": "proven"}
    sloop = {**sloop, "links": {"kind-of": ["ship"]}}
    one, other = states(tmp_path, guide, DATA["base"], {**DATA["base"], "concepts/boats/sloop.md": sloop})
    difference = compare(one, other)
    text = human(difference, one, other)
    assert "+ Sloop [sloop], Boat\n      One mast." in text
    assert "+ Sloop is a kind of Ship" in text
    assert "+ Sloop is a kind of Boat\n      by way of Ship" in text
    assert text.endswith("+1 −0 entries, +1 −0 relations, +1 −0 derived relations, +0 −0 problems, 0 entries changed\n")
    assert "\x1b[" not in text
    assert "\x1b[32m+\x1b[0m Sloop is a kind of Ship" in human(difference, one, other, color=True)
    comment = markdown(difference, one, other)
    assert comment.startswith("<!-- kb diff -->\n")
    assert "- ➕ Sloop is a kind of Boat<br>by way of Ship" in comment
    assert comment.count("<details") == comment.count("</details>") == 3


def test_no_difference_is_said(tmp_path: Path, guide: Write) -> None:
    one, other = states(tmp_path, guide, DATA["base"], DATA["base"])
    assert human(compare(one, other), one, other) == "No difference.\n"
    assert "Nothing in the graph changes." in markdown(compare(one, other), one, other)


def test_an_edge_that_still_follows_says_so(tmp_path: Path, guide: Write) -> None:
    before = laid_over(DATA["base"], {"concepts/boats/brig.md": {"links": {"kind-of": ["ship", "boat"]}}})
    after = laid_over(DATA["base"], {"concepts/boats/brig.md": {"links": {"kind-of": ["ship"]}}})
    one, other = states(tmp_path, guide, before, after)
    assert "- Brig is a kind of Boat\n      it still follows, by way of Ship" in human(compare(one, other), one, other)


def test_texts_of_contributors_stay_texts(tmp_path: Path, guide: Write) -> None:
    after = laid_over(DATA["base"], {SHIP: {"title": NASTY, "summary": NASTY, "links": {"kind-of": [NASTY]}}})
    one, other = states(tmp_path, guide, DATA["base"], after)
    difference = compare(one, other)
    assert "\x1b" not in human(difference, one, other)
    comment = markdown(difference, one, other)
    assert "\x1b" not in comment
    for part in ("<b>", "@octocat", "](https", "https://", "#12", "**B**", "www.evil", "`a`"):
        assert part not in comment, part


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("plain words, of course", "plain words, of course"),
        ("a@b #1 http://c GH-7", "a\\@\u2060b \\#\u20601 http:\u2060//c GH\\-\u20607"),
        ("# not a heading - or item", "\\# not a heading \\- or item"),
        ("<!-- & -->", "&lt;\\!\\-\\- &amp; \\-\\-&gt;"),
        ("two\n\nrows", "two rows"),
    ],
)
def test_escaping(text: str, made: str) -> None:
    assert escaped(text) == made


def test_a_comment_never_outgrows_what_the_platform_takes(tmp_path: Path, guide: Write) -> None:
    many = {
        f"concepts/boats/{'x' * 40}-{number}.md": {"title": f"B {number}", "kind": "boat", "summary": "Long. " * 400}
        for number in range(120)
    }
    one, other = states(tmp_path, guide, DATA["base"], {**DATA["base"], **many})
    comment = markdown(compare(one, other), one, other)
    assert len(comment) <= MOST_CHARACTERS
    assert "<summary>Entries (120)</summary>" in comment
    assert comment.count("<details") == comment.count("</details>")
