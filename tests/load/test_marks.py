"""The places of keys and values: found when asked for, and the same after they were kept in a file."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from kb.load.yaml_text import read_yaml
from kb.model.concept import Marks

NESTED = "title: A\nlinks:\n  is-a:\n    - to: b\n      why: |\n        Because.\n    - c\nempty:\nlast: [x, {y: z}]\n"


def written(text: str, marks: Marks) -> dict[Any, str]:
    return {path: text[span.start - 7 : span.end - 7] for path, span in marks.values.items()}


@pytest.mark.parametrize("kept", [False, True])
def test_every_value_is_found_by_its_path(kept: bool) -> None:
    marks = read_yaml(NESTED, 7).marks
    if kept:
        marks = pickle.loads(pickle.dumps(marks))
    assert written(NESTED, marks) == {
        (): NESTED.rstrip(),
        ("title",): "A",
        ("links",): NESTED[NESTED.index("is-a") : NESTED.index("\nempty")],
        ("links", "is-a"): NESTED[NESTED.index("- to") : NESTED.index("\nempty")],
        ("links", "is-a", 0): "to: b\n      why: |\n        Because.",
        ("links", "is-a", 0, "to"): "b",
        ("links", "is-a", 0, "why"): "|\n        Because.",
        ("links", "is-a", 1): "c",
        ("empty",): "\n",
        ("last",): "[x, {y: z}]",
        ("last", 0): "x",
        ("last", 1): "{y: z}",
        ("last", 1, "y"): "z",
    }
    assert [path[-1] for path in marks.keys] == ["title", "links", "is-a", "to", "why", "empty", "last", "y"]
    assert [NESTED[span.start - 7 : span.end - 7] for span in marks.keys.values()] == [path[-1] for path in marks.keys]


def test_of_two_keys_the_first_counts_and_both_are_told() -> None:
    read = read_yaml("a: {b: 1}\nc: {b: 2, d: 3, b: 4}\n")
    assert read.value == {"a": {"b": 1}, "c": {"b": 2, "d": 3}}
    ((key, span, first),) = [(one.key, one.span, one.first) for one in read.duplicates]
    assert (key, span, first) == ("b", (26, 27), (14, 15))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x b\nc: [", "YAML anchor `&x` is not allowed"),
        ("a: *x\n", "YAML alias `*x` is not allowed"),
        ("a: R&D * 2!\n", None),
        ("[" * 51 + "]" * 51, "nested more than 50 levels deep"),
        ("[" * 50 + "]" * 50, None),
        ("? " + "[" * 50 + "]" * 50 + "\n: x\n", "nested more than 50 levels deep"),
        ("a: " + "[" * 60 + "\n}", "nested more than 50 levels deep"),
        ("- " * 30_000 + "x", "nested more than 50 levels deep"),
        ("a: !x b\n", "YAML tag `!x` is not allowed"),
        ("a: !!str 1\n", None),
        ("a: b\a\n", "the character U+0007 is not allowed in YAML"),
        ("a: é\uffff\n", "the character U+FFFF is not allowed in YAML"),
    ],
)
def test_what_yaml_allows_and_an_entry_does_not_is_told(text: str, message: str | None) -> None:
    error = read_yaml(text).error
    assert (error.message if error else None) == message


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("? [a, b]\n: c\nd: e\n", ["[a, b]", "d"]),
        ("? - a\n  - b\n: c\nd: e\n", ["- a - b", "d"]),
        ("{[a]: b}\n", ["[a]"]),
    ],
)
def test_a_list_as_a_key_ends_where_it_ends(text: str, keys: list[str]) -> None:
    assert list(read_yaml(text).value) == keys
