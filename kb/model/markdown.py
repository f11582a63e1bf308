"""How the text of entries is read as Markdown: once to know what it holds, once to render it, both times alike."""

from __future__ import annotations

from array import array
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

EXERCISE = "exercise"
"""The info string of a fenced block that holds an exercise."""


_new = tuple.__new__
"""Makes a `Span` in half the time that calling it takes; there are some hundred in each entry."""

Bounds = Mapping[str, int]
"""Where an event stands, in bytes: `start` and `end`."""


def events(text: str, start: int = 0) -> Iterator[tuple[Any, Span]]:
    """pulldown-cmark's events for `text`, each with its span, counted in characters from `start` on."""
    found, place = located_events(text, start)
    for event, bounds in found:
        yield event, place(bounds)


def located_events(text: str, start: int = 0) -> tuple[Iterator[tuple[Any, Bounds]], Callable[[Bounds], Span]]:
    """The same for a reader that needs few of the spans: the events with their bounds, and what makes a span of bounds."""
    found: Any = pyromark.events_with_range(text, options=OPTIONS)
    if text.isascii():
        return found, lambda bounds: _new(Span, (start + bounds["start"], start + bounds["end"]))
    chars = _char_offsets(text)
    return found, lambda bounds: _new(Span, (start + chars[bounds["start"]], start + chars[bounds["end"]]))


def _char_offsets(text: str) -> array[int]:
    """For each byte of the UTF-8 form of `text`, and its end, the offset of the character it belongs to."""
    offsets = array("l")
    for index, char in enumerate(text):
        code = ord(char)
        width = 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
        offsets.extend([index] * width)
    offsets.append(len(text))
    return offsets
