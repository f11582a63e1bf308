"""Exercises are solved with the keyboard alone, and whoever solves one keeps their place on the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kb.load import load_guide
from kb.model.concept import Concept, Exercise
from kb.model.guide import Guide

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
Visit = Callable[..., Page]
IN_THE_BOX = "document.activeElement.closest('.kb-exercise')?.id ?? document.activeElement.tagName"


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(ROOT)


def _first(guide: Guide, kind: str) -> tuple[Concept, Exercise]:
    return next((one, exercise) for one in guide.concepts for exercise in one.body.exercises if exercise.type == kind)


def _press(page: Page, button: Locator) -> None:
    button.focus()
    page.keyboard.press("Enter")


def _choose(page: Page, box: Locator) -> None:
    rows = box.locator(".kb-options > li[data-right] > button")
    for at in range(rows.count()):
        _press(page, rows.nth(at))


def _match(page: Page, box: Locator) -> None:
    for item in _items(box, ".kb-left > li"):
        _press(page, box.locator(f'.kb-left > li[data-item="{item}"] > button'))
        _press(page, box.locator(f'.kb-right-side > li[data-item="{item}"] > button'))


def _classify(page: Page, box: Locator) -> None:
    names = [one.text_content() or "" for one in box.locator("[data-category]").all()]
    for row in box.locator(".kb-items > li").all():
        answer = (row.get_attribute("data-answers") or "").split()[0]
        _press(page, row.get_by_role("button", name=names[int(answer) - 1], exact=True))


def _order(page: Page, box: Locator) -> None:
    ups = box.get_by_role("button", name="Move up:")
    assert len({one.get_attribute("aria-label") for one in ups.all()}) == ups.count()
    right = sorted(_items(box, ".kb-items > li"), key=int)
    for place, item in enumerate(right):
        up = box.locator(f'.kb-items > li[data-item="{item}"] .kb-move').first
        up.focus()
        for _ in range(_items(box, ".kb-items > li").index(item) - place):
            page.keyboard.press("Enter")
    _press(page, box.get_by_role("button", name="Check the order"))


def _items(box: Locator, rows: str) -> list[str]:
    return [one.get_attribute("data-item") or "" for one in box.locator(rows).all()]


SOLVE = {"choice": _choose, "match": _match, "classify": _classify, "order": _order}


@pytest.mark.parametrize("kind", list(SOLVE))
def test_it_is_solved_by_keyboard(kind: str, visit: Visit, guide: Guide) -> None:
    concept, exercise = _first(guide, kind)
    page = visit(f"concepts/{concept.id}.html")
    box = page.locator(f'[id="exercise:{exercise.ordinal}"]')
    expect(box).to_have_attribute("data-ready", "true")
    SOLVE[kind](page, box)
    expect(box.get_by_role("status")).to_contain_text("Solved: ")
    expect(box).to_have_attribute("data-done", "true")
    assert page.evaluate(IN_THE_BOX) == f"exercise:{exercise.ordinal}"


def test_a_slip_is_told_and_can_be_mended(visit: Visit, guide: Guide) -> None:
    concept, exercise = _first(guide, "choice")
    page = visit(f"concepts/{concept.id}.html")
    box = page.locator(f'[id="exercise:{exercise.ordinal}"]')
    _press(page, box.locator(".kb-options > li:not([data-right]) > button").first)
    expect(box.get_by_role("status")).to_have_text("Not this one.")
    _choose(page, box)
    expect(box).to_have_attribute("data-done", "true")
    _press(page, box.get_by_role("button", name="Start again"))
    expect(box).not_to_have_attribute("data-done", "true")
    assert page.evaluate(IN_THE_BOX) == f"exercise:{exercise.ordinal}"
