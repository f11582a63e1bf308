"""One thing that could be written, and which of many fit what was written so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from kb.model.source import Span

Sort = Literal["entry", "relation", "kind", "status", "field", "qualifier", "value", "work", "heading"]

MOST = 1000
"""A guide of some hundred entries is sent whole, and the editor picks while somebody types; of a larger one, the best."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was written so far, and the span that a suggestion replaces."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`label` is what a list shows, `insert` what is written; `filter` the words it is found by. Lower ranks come first."""

    label: str
    sort: Sort
    insert: str
    detail: str = ""
    documentation: str = ""
    filter: str = ""
    rank: int = 0
    snippet: str = ""
    """What is written instead where an editor knows tab stops."""
    span: Span = field(default=Span(0, 0))

    def changed(self, **values: Any) -> Suggestion:
        """The same with other values."""
        return replace(self, **values)


def fitting(suggestions: Iterable[Suggestion], typed: Typed) -> list[Suggestion]:
    """Those whose words hold the characters typed so far in their order, best first, each with what it replaces.

    Among those of a rank, first those that hold the characters side by side, the nearer to the beginning the better.
    """
    wanted = typed.text.casefold()
    found = []
    for at, one in enumerate(suggestions):
        words = (one.filter or one.label).casefold()
        if _holds(words, wanted):
            place = words.find(wanted)
            found.append((one.rank, place < 0, place, at, one))
    found.sort(key=lambda item: item[:4])
    return [one.changed(span=typed.span) for *_, one in found[:MOST]]


def _holds(words: str, wanted: str) -> bool:
    at = 0
    for char in wanted:
        at = words.find(char, at) + 1
        if not at:
            return False
    return True
