"""What files were parsed into, kept in memory: a text that did not change is not parsed again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from kb.model.source import Source

T = TypeVar("T")


class Parsed:
    """Keeps the last result for each path. Hand the same one to several calls of `load_guide`; the answers stay the same."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Source, object, Any]] = {}

    def of(self, source: Source, given: object, parse: Callable[[Source], T]) -> T:
        """What `parse` makes of a source, by heart if the last source of this path said the same.

        `given` is what else the result depends on; it counts as the same only if it is the same object.
        """
        kept = self._kept.get(source.path)
        if kept is not None and kept[0].text == source.text and kept[0].bom == source.bom and kept[1] is given:
            result: T = kept[2]
            return result
        result = parse(source)
        self._kept[source.path] = (source, given, result)
        return result
