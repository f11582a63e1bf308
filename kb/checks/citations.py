"""Every key of the bibliography that an entry uses, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.checks.context import Context
from kb.checks.items import items
from kb.model.concept import Concept
from kb.model.source import Span
from kb.model.vocabulary import Vocabulary

_IN_EXERCISE = re.compile(r"\[@[^\[\]\n]+\]")
_KEY = re.compile(r"(?:\[|;\s*)@([\w:.#$%&+?<>~/-]*\w)")


class Used(NamedTuple):
    """A key as some entry uses it, somewhere in `around`."""

    key: str
    around: Span


def used_by(concept: Concept, vocabulary: Vocabulary) -> Iterator[Used]:
    """The keys an entry uses, in its text, its exercises and its fields."""
    for citation in concept.body.citations:
        for cite in citation.cites:
            yield Used(cite.key, cite.span)
    yield from _in_exercises(concept)
    if concept.cite:
        yield Used(concept.cite, concept.value_span("cite"))
    if concept.origin and concept.origin.cite:
        yield Used(concept.origin.cite, concept.value_span("origin", "cite"))
    for key, path in items(concept, "sources", concept.sources):
        yield Used(key, concept.value_span(*path))
    for link in concept.links:
        for name, value in link.qualifiers.items():
            if (qualifier := vocabulary.qualifiers.get(name)) and qualifier.type == "citation":
                for key in (value,) if isinstance(value, str) else value:
                    yield Used(key, concept.value_span(*link.path, name))


def _in_exercises(concept: Concept) -> Iterator[Used]:
    for exercise in concept.body.exercises:
        for bracket in _IN_EXERCISE.finditer(concept.source.text, exercise.span.start, exercise.span.end):
            for match in _KEY.finditer(concept.source.text, bracket.start(), bracket.end()):
                yield Used(match[1], Span(*match.span(1)))


def keys_of(context: Context, concept: Concept) -> Iterator[str]:
    """The keys alone, each at least once, for those who rarely need to know where."""
    yield from context.cited[concept.path]
    for key, _ in _in_exercises(concept):
        yield key


def place_of(concept: Concept, used: Used) -> Span:
    """The key itself, without quotation marks, brackets and `@`; what is around it if it is written with escapes."""
    key = re.compile(rf"(?<![\w-]){re.escape(used.key)}(?![\w-])")
    match = key.search(concept.source.text, used.around.start, used.around.end)
    return Span(*match.span()) if match else used.around
