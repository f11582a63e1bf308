"""Exercises, so that they can be read and answered without a script: the question, what to choose from, and answers to open.

What a script needs to make one interactive stands in data attributes; the answers and reasons it shows are those of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple
from zlib import crc32

from markupsafe import Markup

from kb.model.concept import Concept, Exercise
from kb.pages.section import macro

Short = Callable[[str], Markup]


class Item(NamedTuple):
    """One thing to choose, pair, classify or put in order. `number` is its place in the source, from 1."""

    number: int
    text: Markup
    why: Markup
    answers: tuple[Markup, ...]
    right: bool


def exercise_html(concept: Concept, exercise: Exercise, short: Short) -> Markup:
    """An exercise of an entry as HTML; `short` renders its texts."""
    items = [
        Item(number, short(option.text), short(option.why), tuple(map(short, option.answer)), bool(option.answer))
        for number, option in enumerate(exercise.options, 1)
    ]
    return render_exercise(
        type=exercise.type,
        id=f"{concept.id}/{exercise.ordinal}",
        anchor=f"exercise:{exercise.ordinal}",
        name=f"Exercise {exercise.ordinal}",
        question=short(exercise.question),
        items=items,
        categories=[short(category) for category in exercise.categories],
        explanation=short(exercise.explanation),
    )


def render_exercise(
    *,
    type: str,
    id: str,
    anchor: str,
    name: str,
    question: Markup,
    items: Sequence[Item],
    categories: Sequence[Markup] = (),
    explanation: Markup | str = "",
) -> Markup:
    """An exercise as HTML. The order in which things to match or to sort are shown follows from their words alone."""
    return macro(
        "exercise.html",
        type=type,
        id=id,
        anchor=anchor,
        name=name,
        question=question,
        items=items,
        shuffled=shuffled(items, id),
        categories=categories,
        explanation=explanation,
    )


def shuffled(items: Sequence[Item], salt: str) -> list[Item]:
    """The items in an order that gives nothing away and is the same from build to build."""
    mixed = sorted(items, key=lambda item: crc32(f"{salt}/{item.text}/{item.answers}".encode()))
    if len(mixed) > 1 and mixed == list(items):
        mixed = [*mixed[1:], mixed[0]]
    return mixed
