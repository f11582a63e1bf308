"""How the text of entries is read as Markdown: once to know what it holds, once to render it, both times alike."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pyromark

from kb.model.source import Span

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_WIKILINKS
)

_PARSER = pyromark.Markdown(options=OPTIONS)

EXERCISE = "exercise"
"""The info string of a fenced block that holds an exercise."""


_WIDE = re.compile(r"[^\x00-\x7f]")
_new = tuple.__new__
"""Makes a `Span` in half the time that calling it takes; there are some hundred in each entry."""

Bounds = Mapping[str, int]
"""Where an event stands, in bytes: `start` and `end`."""


def events(text: str, start: int = 0) -> Iterator[tuple[Any, Span]]:
    """pulldown-cmark's events for `text`, each with its span, counted in characters from `start` on."""
    found, place = located_events(text, start)
    for event, bounds in found:
        yield event, place(bounds)


def located_events(
    text: str, start: int = 0, *, merged: bool = False
) -> tuple[Iterator[tuple[Any, Bounds]], Callable[[Bounds], Span]]:
    """The same for a reader that needs few of the spans: the events with their bounds, and what makes a span of bounds.

    With `merged`, texts that follow each other come as one.
    """
    found: Any = _PARSER.events_with_range(text, merge_text=merged)
    if text.isascii():
        return found, lambda bounds: _new(Span, (start + bounds["start"], start + bounds["end"]))
    ends, extras = _wide(text)

    def place(bounds: Bounds) -> Span:
        first, last = bounds["start"], bounds["end"]
        first -= extras[bisect_right(ends, first)]
        return _new(Span, (start + first, start + last - extras[bisect_right(ends, last)]))

    return found, place


def _wide(text: str) -> tuple[list[int], list[int]]:
    """Where characters that take several bytes end, in bytes, and how many bytes more than characters there are before each.

    A byte offset less `extras[bisect_right(ends, offset)]` is the offset of its character.
    """
    ends: list[int] = []
    extras = [0]
    for match in _WIDE.finditer(text):
        code = ord(match[0])
        more = 1 if code < 0x800 else 2 if code < 0x10000 else 3
        extras.append(extras[-1] + more)
        ends.append(match.end() + extras[-1])
    return ends, extras
