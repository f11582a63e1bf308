"""The items of a list in the frontmatter, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from kb.model.concept import Concept, Path
from kb.model.source import Span


def items(concept: Concept, field: str, values: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Each of `values` with its path in the list `field` as written.

    The two may differ in length: what has a wrong type was left out of the values and still stands in the file.
    """
    at = 0
    for value in values:
        path: Path = (field, at)
        while (span := concept.marks.values.get(path)) and value not in concept.source.slice(span):
            path = (field, int(path[1]) + 1)
        if path not in concept.marks.values:
            path = (field, at)  # written with escapes
        at = int(path[1]) + 1
        yield value, path


def item_span(concept: Concept, field: str, values: Sequence[str], index: int) -> Span:
    """Where one of `values` stands."""
    return concept.value_span(*item_path(concept, field, values, index))


def item_path(concept: Concept, field: str, values: Sequence[str], index: int) -> Path:
    """The path of one of `values`, for those who rarely ask."""
    return next(path for _, path in islice(items(concept, field, values), index, None))
