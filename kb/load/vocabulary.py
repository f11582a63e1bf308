"""`concepts/vocabulary.yml` as a `Vocabulary`."""

from __future__ import annotations

from typing import Any

from pydantic_core import ValidationError

from kb.load.shapes import drop, path_of, step_into, told
from kb.load.yaml_text import read_yaml
from kb.model.concept import Marks, Path
from kb.model.problem import Fault, Finding
from kb.model.source import Source, Span
from kb.model.validator import read_shape
from kb.model.vocabulary import Vocabulary

BROKEN = "bad-vocabulary"
STAND_IN = "…"


def read_vocabulary(source: Source) -> tuple[Vocabulary, Marks, list[Fault]]:
    """Read a vocabulary. A part of the wrong shape is a fault and is left out; the rest counts.

    A text that is missing is a fault too, and `…` stands in for it: a relation without a definition still exists, and
    entries that use it are not wrong.
    """
    read = read_yaml(source.text)
    faults = [
        Fault(BROKEN, Finding(source, duplicate.span, f"`{duplicate.key}` is declared twice", "keep one of them"))
        for duplicate in read.duplicates
    ]
    if error := read.error:
        faults.append(Fault(BROKEN, Finding(source, error.span, error.message, error.help)))
    data: Any = read.value
    if data is None:
        data = {}
        if not read.error:
            faults.append(Fault(BROKEN, Finding(source, Span(0, 1), "the vocabulary is empty")))
    if not isinstance(data, dict):
        faults.append(Fault(BROKEN, Finding(source, Span(0, 1), "the vocabulary is not a list of fields")))
        data = {}
    told_of: set[Path] = set()
    while True:
        try:
            return read_shape(Vocabulary, data), read.marks, faults
        except ValidationError as problem:
            wrong = [(path_of(detail, data), detail) for detail in problem.errors(include_url=False)]
            for path, detail in wrong:
                if path not in told_of:
                    span = read.marks.keys.get(path) or read.marks.values.get(path) or _nearest(read.marks, path)
                    message, help = told(detail, path)
                    faults.append(Fault(BROKEN, Finding(source, span, message, help)))
            told_of.update(path for path, _ in wrong)
            for path, detail in wrong:
                _mend(data, path, missing=detail["type"] == "missing")


def _mend(data: Any, path: Path, *, missing: bool) -> None:
    """Leave out what is wrong, or stand something in for what is missing; where that does not do, leave out its holder."""
    holder: Any = data
    for step in path[:-1]:
        holder = step_into(holder, step)
    if not isinstance(holder, dict):
        drop(data, path)
    elif missing:
        holder[path[-1]] = STAND_IN
    else:
        drop(data, path[:-1] if holder.get(path[-1]) == STAND_IN else path)


def _nearest(marks: Marks, path: tuple[str | int, ...]) -> Span:
    while path:
        path = path[:-1]
        if span := marks.keys.get(path) or marks.values.get(path):
            return span
    return Span(0, 1)
