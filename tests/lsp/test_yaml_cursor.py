"""Where somebody is writing, in texts that are not finished."""

from __future__ import annotations

import pytest

from kb.lsp.yaml_cursor import place_in

ITEM = None


@pytest.mark.parametrize(
    ("text", "path", "at", "partial"),
    [
        pytest.param("", (), "key", "", id="nothing yet"),
        pytest.param("ti", (), "key", "ti", id="a field"),
        pytest.param("title: A\nki", (), "key", "ki", id="another field"),
        pytest.param("title: A\nkind: fail", ("kind",), "value", "fail", id="a value"),
        pytest.param("title: A\nkind: ", ("kind",), "value", "", id="a value not begun"),
        pytest.param("title: A\nkind: x\n", (), "key", "", id="after a value"),
        pytest.param("links:\n  ", ("links",), "key", "", id="below a key"),
        pytest.param("links:\n  req", ("links",), "key", "req", id="a key below"),
        pytest.param("links:\n  requires:\n    - ", ("links", "requires", ITEM), "item", "", id="an item not begun"),
        pytest.param("links:\n  requires:\n    -", ("links", "requires", ITEM), "item", "", id="a dash"),
        pytest.param("links:\n  requires:\n    - me", ("links", "requires", ITEM), "item", "me", id="an item"),
        pytest.param("links:\n  requires:\n  - me", ("links", "requires", ITEM), "item", "me", id="a dash as far left"),
        pytest.param(
            "links:\n  requires:\n    - a\n    - to: x\n      why: y\n    - to: b",
            ("links", "requires", ITEM, "to"), "value", "b", id="a later item",
        ),
        pytest.param(
            "links:\n  requires:\n    - to: x\n      wh", ("links", "requires", ITEM), "key", "wh", id="a key of an item"
        ),
        pytest.param(
            "links:\n  requires:\n    - to: x\n      ", ("links", "requires", ITEM), "key", "", id="a key not begun"
        ),
        pytest.param("links:\n  requires:\n    - a\n  is", ("links",), "key", "is", id="back out"),
        pytest.param("links:\n  requires:\n    - a\n\n  is", ("links",), "key", "is", id="across an empty row"),
        pytest.param("links:\n  requires: [a, me", ("links", "requires", ITEM), "item", "me", id="in brackets"),
        pytest.param("links: {requires: [a, me", ("links", "requires", ITEM), "item", "me", id="in brackets in braces"),
        pytest.param("links: {requires: [a], is", ("links",), "key", "is", id="a key in braces"),
        pytest.param("links:\n  requires: [{to: ", ("links", "requires", ITEM, "to"), "value", "", id="a value in braces"),
        pytest.param("links:\n  requires: [{to: a, w", ("links", "requires", ITEM), "key", "w", id="a key of an item in braces"),
        pytest.param("links:\n  requires: [a,\n    me", ("links", "requires", ITEM), "item", "me", id="brackets over rows"),
        pytest.param('links:\n  requires: ["me', ("links", "requires", ITEM), "item", "me", id="in quotes in brackets"),
        pytest.param('links:\n  requires: ["a]b", c', ("links", "requires", ITEM), "item", "c", id="a bracket in quotes"),
        pytest.param('links:\n  requires:\n    - "me', ("links", "requires", ITEM), "item", "me", id="in quotes"),
        pytest.param("sources: [a]\ncite: b", ("cite",), "value", "b", id="after brackets"),
        pytest.param("origin: {year: 2019, cite: hu", ("origin", "cite"), "value", "hu", id="a field of a field"),
        pytest.param("title: 'A\nkind: b", ("kind",), "value", "b", id="quotation marks never closed"),
        pytest.param("sources: [a\nkind: b", ("kind",), "value", "b", id="a bracket never closed"),
        pytest.param("- a", (ITEM,), "item", "a", id="a list alone"),
        pytest.param("steps:\n  - to: a\n    why: because\n  - ", ("steps", ITEM), "item", "", id="a step"),
    ],
)  # fmt: skip
def test_place(text: str, path: tuple[str | None, ...], at: str, partial: str) -> None:
    place = place_in(text)
    assert (place.path, place.at, place.partial) == (path, at, partial)
    windows = place_in(text.replace("\n", "\r\n"))
    assert windows == place


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("summary: |\n  kind: x", "text"),
        ("summary: >-\n  some text", "text"),
        ("links:\n  requires:\n    - to: x\n      why: >-\n        kind: y", "text"),
        ("# kind: x", "comment"),
        ("kind: x # comm", "comment"),
        ("sources: [a, # comm", "comment"),
        ('title: "a"', "done"),
        ("sources: [a]", "done"),
    ],
)
def test_nothing_is_proposed_in_texts_and_comments(text: str, at: str) -> None:
    assert place_in(text).at == at


def test_a_text_of_several_rows_ends_where_the_indentation_does() -> None:
    place = place_in("summary: |\n  some text\n\n  more\nkind: ")
    assert (place.path, place.at) == (("kind",), "value")
    inside = place_in("links:\n  requires:\n    - to: x\n      why: >-\n        text\n      cite: a")
    assert (inside.path, inside.at) == (("links", "requires", None, "cite"), "value")
