"""The items of a list in the frontmatter, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.model.concept import Concept, Path


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
