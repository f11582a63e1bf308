"""Successes are kept for about two weeks, and nothing else is."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from kb.links.answer import Verdict
from kb.links.cache import AGE, Cache, read_cache

DAY = 24 * 3600.0


def test_a_success_is_kept_for_two_weeks_give_or_take_a_third() -> None:
    cache, chance = Cache(), random.Random(1)
    for number in range(300):
        cache.keep(f"url:{number}", 1000.0, chance)
    ages = sorted(kept.until - 1000.0 for kept in cache.entries.values())
    assert AGE * 0.7 <= ages[0] < AGE * 0.72
    assert AGE * 1.28 < ages[-1] <= AGE * 1.3


def test_what_is_written_is_read_back() -> None:
    cache = Cache()
    cache.keep("url:https://site.test/ü", 0, random.Random(1))
    cache.keep("doi:10.1/x", 0, random.Random(2), "A “title”")
    cache.keep("doi:10.1/y", 0, random.Random(3), "")
    again, note = read_cache(cache.text(0))
    assert note is None
    assert {key: kept.title for key, kept in again.entries.items()} == {
        "url:https://site.test/ü": None, "doi:10.1/x": "A “title”", "doi:10.1/y": "",
    }  # fmt: skip
    assert cache.text(0) == again.text(0)


def test_what_is_too_old_is_neither_given_nor_written() -> None:
    cache = Cache()
    cache.keep("url:a", 0, random.Random(1))
    assert cache.get("url:a", 9 * DAY)
    assert not cache.get("url:a", 19 * DAY)
    assert json.loads(cache.text(19 * DAY))["addresses"] == {}


def test_what_was_kept_by_a_clock_that_was_wrong_is_not_believed() -> None:
    cache = Cache()
    cache.keep("url:a", 1000 * DAY, random.Random(1))
    assert not cache.get("url:a", 0)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "{}", '{"version": 2, "addresses": {}}', '{"version": 1}', '{"version": 1, "addresses": []}',
        '{"version": 1, "addresses": {"a": 1}}', '{"version": 1, "addresses": {"a": {}}}',
        '{"version": 1, "addresses": {"a": {"until": "soon"}}}', '{"version": 1, "addresses": {"a": {"until": NaN}}}',
        '{"version": 1, "addresses": {"a": {"until": true}}}', '{"version": 1, "addresses": {"a": {"until": 1, "title": 2}}}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_a_cache_that_is_damaged_is_ignored_with_a_note(text: str) -> None:
    cache, note = read_cache(text)
    assert cache.entries == {}
    assert note


def test_what_was_fine_is_not_asked_again(world: Any) -> None:
    url = world.serve("/a", 200)
    assert world.ask(url).asked == 1
    again = world.ask(url)
    assert (again.asked, again.cached, again.answers[f"url:{url}"].verdict) == (0, 1, Verdict.FINE)
    assert world.paths == ["/a"]


@pytest.mark.parametrize("act", [404, 403, 500, {"to": "/b"}, "reset"])
def test_what_was_not_is(world: Any, act: Any) -> None:
    url = world.serve("/a", act)
    world.serve("/b", 200)
    world.ask(url)
    asked = len(world.paths)
    world.ask(url)
    assert len(world.paths) > asked


def test_an_answer_that_changed_for_the_worse_is_forgotten(world: Any) -> None:
    url = world.serve("/a", 200, 404)
    world.ask(url)
    world.clock.passed += 30 * DAY
    assert world.ask(url).answers[f"url:{url}"].verdict is Verdict.DEAD
    assert world.cache.entries == {}


def test_fragments_are_kept_one_by_one(world: Any) -> None:
    url = world.serve("/a", {"body": '<p id="x">'})
    world.ask(f"{url}#x", fragments=True)
    world.ask(f"{url}#x", fragments=True)
    assert world.methods == ["GET"], "the page and its fragment are known"
    world.ask(f"{url}#y", fragments=True)
    world.ask(f"{url}#y", fragments=True)
    assert world.methods == ["GET", "GET", "GET"], "a missing one is looked for each time"
    world.ask(url)
    assert len(world.methods) == 3


def test_that_a_page_is_there_says_nothing_about_its_fragments(world: Any) -> None:
    url = world.serve("/a", {"body": '<p id="x">'})
    world.ask(f"{url}#x")
    world.ask(f"{url}#x", fragments=True)
    assert world.methods == ["HEAD", "GET"]
