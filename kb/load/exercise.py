"""Exercises: fenced blocks of YAML in the body."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kb.load.yaml_text import Read, read_yaml
from kb.model.concept import Exercise, Option, Path
from kb.model.problem import Fault, Finding
from kb.model.source import Source, Span

CHECK = "invalid-exercise"


@dataclass(frozen=True, slots=True)
class Shape:
    """What one type of exercise is made of: the list's name, the fields of its items and how many it needs."""

    items: str
    text: str
    fields: frozenset[str]
    least: int


SHAPES = {
    "choice": Shape("options", "text", frozenset({"text", "correct", "why"}), 2),
    "match": Shape("pairs", "left", frozenset({"left", "right", "why"}), 2),
    "classify": Shape("items", "text", frozenset({"text", "category", "why"}), 2),
    "order": Shape("items", "text", frozenset({"text", "why"}), 2),
}
_COMMON = frozenset({"type", "question", "about", "explanation"})


def read_exercise(
    source: Source, content: str, start: int, span: Span, ordinal: int, rows: Sequence[Span] = ()
) -> tuple[Exercise | None, list[Fault]]:
    """Read one block. `content` is its YAML, which starts at offset `start`; `span` is the whole block.

    `rows` says where each row of the content stands in the source, if they do not follow each other from `start` on.
    """
    read = read_yaml(content, 0 if rows else start)
    reader = _Reader(source, read, span, lambda found: _placed(found, content, rows) if rows else found)
    exercise = reader.exercise(ordinal)
    return (None if reader.faults else exercise), reader.faults


def _placed(found: Span, content: str, rows: Sequence[Span]) -> Span:
    """Where a span of the content stands in the source."""

    def place(offset: int) -> int:
        row = rows[content.count("\n", 0, offset)]
        return min(row.start + offset - (content.rfind("\n", 0, offset) + 1), row.end)

    start = place(found.start)
    # By its last character: its end may be where the next row begins.
    return Span(start, max(start, place(max(found.end - 1, found.start)) + 1))


class _Reader:
    def __init__(self, source: Source, read: Read, span: Span, placed: Callable[[Span], Span]) -> None:
        self.source = source
        self.read = read
        self.span = span
        self.placed = placed
        self.faults: list[Fault] = []

    def wrong(self, message: str, path: Path = (), help: str | None = None) -> None:
        first = Span(self.span.start, self.source.offset(self.source.position(self.span.start).row, 10**6))
        span = self.read.marks.keys.get(path) or self.read.marks.values.get(path)
        span = self.placed(span) if span and path else first
        self.faults.append(Fault(CHECK, Finding(self.source, span, message, help)))

    def exercise(self, ordinal: int) -> Exercise | None:
        if error := self.read.error:
            self.faults.append(Fault(CHECK, Finding(self.source, self.placed(error.span), error.message, error.help)))
            return None
        for duplicate in self.read.duplicates:
            message = f"`{duplicate.key}` is given twice in one exercise"
            self.faults.append(
                Fault(CHECK, Finding(self.source, self.placed(duplicate.span), message, "keep one of them"))
            )
        data = self.read.value
        if not isinstance(data, dict):
            self.wrong("an exercise is a list of fields", help="start with `type:` and `question:`")
            return None
        kind = data.get("type")
        if not isinstance(kind, str) or kind not in SHAPES:
            known = ", ".join(SHAPES)
            self.wrong(
                f"unknown exercise type `{kind}`" if kind else "an exercise needs a `type`",
                ("type",),
                f"one of: {known}",
            )
            return None
        shape = SHAPES[kind]
        allowed = _COMMON | {shape.items} | ({"categories"} if kind == "classify" else frozenset())
        for key in data:
            if key not in allowed:
                self.wrong(
                    f"`{key}` is not a field of a {kind} exercise", (key,), f"its fields: {', '.join(sorted(allowed))}"
                )
        categories = tuple(self.texts(data, "categories")) if kind == "classify" else ()
        if kind == "classify" and len(categories) < 2:
            self.wrong("a classify exercise needs at least two `categories`", ("categories",))
        options = tuple(self.options(kind, shape, data.get(shape.items), categories))
        self.enough(kind, shape, options)
        return Exercise(
            kind,
            self.text(data, "question", (), required=True),
            options,
            categories,
            tuple(self.texts(data, "about")),
            self.text(data, "explanation", ()),
            self.span,
            ordinal,
        )

    def enough(self, kind: str, shape: Shape, options: tuple[Option, ...]) -> None:
        if self.faults:
            return
        if len(options) < shape.least:
            self.wrong(f"a {kind} exercise needs at least {shape.least} {shape.items}", (shape.items,))
        elif kind == "choice" and not any(option.answer for option in options):
            self.wrong("no option is correct", (shape.items,), "mark one with `correct: true`")
        elif kind == "choice" and all(option.answer for option in options):
            self.wrong("every option is correct", (shape.items,), "add one that a reader could take for right")
        elif kind == "match" and len({option.answer for option in options}) < len(options):
            self.wrong(
                "two pairs have the same right side", (shape.items,), "each left side needs a right side of its own"
            )

    def options(self, kind: str, shape: Shape, items: Any, categories: tuple[str, ...]) -> Iterator[Option]:
        if not isinstance(items, list):
            self.wrong(f"a {kind} exercise needs a list of `{shape.items}`", (shape.items,))
            return
        for index, item in enumerate(items):
            path = (shape.items, index)
            if not isinstance(item, dict):
                self.wrong(f"each of `{shape.items}` has `{shape.text}` and `why`", path)
                continue
            for key in item:
                if key not in shape.fields:
                    self.wrong(
                        f"`{key}` is not a field here", (*path, key), f"the fields: {', '.join(sorted(shape.fields))}"
                    )
            text = self.text(item, shape.text, path, required=True)
            why = self.text(item, "why", path, required=True)
            yield Option(text, why, self.answer(kind, item, path, categories))

    def answer(self, kind: str, item: dict[str, Any], path: Path, categories: tuple[str, ...]) -> tuple[str, ...]:
        if kind == "choice":
            correct = item.get("correct", False)
            if not isinstance(correct, bool):
                self.wrong("`correct` is true or false", (*path, "correct"))
            return ("yes",) if correct is True else ()
        if kind == "match":
            return (self.text(item, "right", path, required=True),)
        if kind == "classify":
            given = item.get("category")
            answers = tuple(str(one) for one in given) if isinstance(given, list) else (str(given),) if given else ()
            if not answers:
                self.wrong("an item needs a `category`", path)
            for answer in answers:
                if answer not in categories:
                    known = ", ".join(categories) or "none"
                    self.wrong(
                        f"`{answer}` is not one of the categories", (*path, "category"), f"the categories: {known}"
                    )
            return answers
        return ()

    def text(self, data: dict[str, Any], field: str, path: Path, *, required: bool = False) -> str:
        value = data.get(field)
        if isinstance(value, bool) or (value is not None and not isinstance(value, (str, int))):
            at = (*path, field)
            self.wrong(f"`{field}` is not text", at, "put it in quotation marks")
            return ""
        if required and (value is None or not str(value).strip()):
            place = f"item {path[-1] + 1}" if path and isinstance(path[-1], int) else "the exercise"
            self.wrong(f"{place} has no `{field}`", path, "say why, for every option" if field == "why" else None)
        return "" if value is None else str(value).strip()

    def texts(self, data: dict[str, Any], field: str) -> list[str]:
        value = data.get(field, [])
        if not isinstance(value, list) or not all(
            isinstance(one, (str, int)) and not isinstance(one, bool) for one in value
        ):
            self.wrong(f"`{field}` is a list of texts", (field,))
            return []
        return [str(one) for one in value]
