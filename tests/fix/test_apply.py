"""Fixes edit their spans and nothing else, and never two at one place."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.fix import apply_fixes
from kb.model.problem import Edit, Finding, Fix, Problem, Severity
from kb.model.source import Source, Span

A, B = "a.md", "b.md"


def problem(*edits: tuple[str, int, int, str], safe: bool = True) -> Problem:
    fix = Fix("mend it", tuple(Edit(path, Span(start, end), text) for path, start, end, text in edits), safe=safe)
    return Problem("X", "x", Severity.ERROR, Finding(Source(A, ""), Span(0, 0), "m", fix=fix))


def applied(text: str, *problems: Problem, unsafe: bool = False) -> tuple[str, int]:
    found = apply_fixes(problems, {A: text}, unsafe=unsafe)
    return found.texts.get(A, text), len(found.problems)


def test_edits_are_made_from_front_to_back_whatever_their_order() -> None:
    assert applied("one two three", problem((A, 8, 13, "3")), problem((A, 0, 3, "1"), (A, 4, 7, "2"))) == ("1 2 3", 2)


def test_unsafe_fixes_are_made_when_asked_for() -> None:
    guess = problem((A, 0, 3, "1"), safe=False)
    assert applied("one", guess) == ("one", 0)
    assert applied("one", guess, unsafe=True) == ("1", 1)


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        pytest.param((0, 4), (3, 6), False, id="overlap"),
        pytest.param((0, 4), (1, 2), False, id="inside"),
        pytest.param((1, 2), (0, 4), False, id="around"),
        pytest.param((0, 4), (0, 4), False, id="equal"),
        pytest.param((0, 3), (3, 6), True, id="side by side"),
        pytest.param((3, 3), (3, 3), False, id="two insertions at one place"),
        pytest.param((0, 3), (3, 3), False, id="insertion at the end of a replacement"),
        pytest.param((3, 3), (3, 6), False, id="insertion at the start of a replacement"),
        pytest.param((2, 2), (3, 6), True, id="insertion before"),
    ],
)
def test_of_fixes_that_clash_the_first_is_made(first: tuple[int, int], second: tuple[int, int], both: bool) -> None:
    found = apply_fixes([problem((A, *first, "X")), problem((A, *second, "Y"))], {A: "abcdef"})
    assert len(found.problems) == (2 if both else 1)
    assert "X" in found.texts[A]
    assert ("Y" in found.texts[A]) == both


def test_the_edits_of_one_fix_are_made_together_or_not_at_all() -> None:
    found = apply_fixes(
        [problem((B, 0, 1, "x")), problem((A, 0, 1, "y"), (B, 0, 1, "y")), problem((A, 1, 2, "z"))],
        {A: "ab", B: "ab"},
    )
    assert found.texts == {A: "az", B: "xb"}


def test_a_fix_whose_own_edits_overlap_is_not_made() -> None:
    assert applied("abcd", problem((A, 0, 2, "x"), (A, 1, 3, "y"))) == ("abcd", 0)


def test_a_fix_without_edits_or_in_an_unknown_or_spared_file_is_not_made() -> None:
    assert applied("abcd", problem(), problem((B, 0, 1, "x"))) == ("abcd", 0)
    assert not apply_fixes([problem((A, 0, 1, "x"))], {A: "abcd"}, untouched={A}).problems


def _edits(text: str) -> st.SearchStrategy[tuple[str, int, int, str]]:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    return st.builds(lambda span, by: (A, span[0], span[1], by), spans, st.text("<>é\r\n", max_size=4))


@given(st.data())
def test_characters_outside_the_spans_stay(data: st.DataObject) -> None:
    text = data.draw(st.text("ab\r\n\t 🌊\u202e", max_size=30))
    fixes = data.draw(st.lists(st.lists(_edits(text), min_size=1, max_size=3), max_size=6))
    found = apply_fixes([problem(*edits) for edits in fixes], {A: text})
    made = sorted((edit for one in found.problems for edit in _of(one)), key=lambda edit: edit.span)
    assert all(before.span.end <= after.span.start for before, after in pairwise(made))
    rest, at, old = found.texts.get(A, text), 0, 0
    for edit in made:
        kept = text[old : edit.span.start]
        assert rest[at : at + len(kept) + len(edit.text)] == kept + edit.text
        at, old = at + len(kept) + len(edit.text), edit.span.end
    assert rest[at:] == text[old:]


def _of(one: Problem) -> Iterable[Edit]:
    assert one.finding.fix
    return one.finding.fix.edits
