"""`concepts/vocabulary.yml` as a `Vocabulary`."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from kb.load.shapes import drop, path_of, told
from kb.load.yaml_text import read_yaml
from kb.model.concept import Marks
from kb.model.problem import Fault, Finding
from kb.model.source import Source, Span
from kb.model.vocabulary import Vocabulary

BROKEN = "bad-vocabulary"


def read_vocabulary(source: Source) -> tuple[Vocabulary, Marks, list[Fault]]:
    """Read a vocabulary. A part of the wrong shape is a fault and is left out; the rest counts."""
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
    while True:
        try:
            return Vocabulary.model_validate(data), read.marks, faults
        except ValidationError as problem:
            details = problem.errors(include_url=False)
            for detail in details:
                path = path_of(detail, data)
                span = read.marks.keys.get(path) or read.marks.values.get(path) or _nearest(read.marks, path)
                message, help = told(detail, path, Vocabulary)
                faults.append(Fault(BROKEN, Finding(source, span, message, help)))
            for detail in details:
                drop(data, path_of(detail, data), missing=detail["type"] == "missing")


def _nearest(marks: Marks, path: tuple[str | int, ...]) -> Span:
    while path:
        path = path[:-1]
        if span := marks.keys.get(path) or marks.values.get(path):
            return span
    return Span(0, 1)
