"""How the text of entries is read as Markdown: once to know what it holds, once to render it, both times alike."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
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


def events(text: str, start: int = 0) -> Iterator[tuple[Any, Span]]:
    """pulldown-cmark's events for `text`, each with its span, counted in characters from `start` on."""
    chars = None if text.isascii() else _char_offsets(text)
    for event, bounds in pyromark.events_with_range(text, options=OPTIONS):
        first, last = bounds["start"], bounds["end"]
        yield (
            event,
            Span(start + first, start + last) if chars is None else Span(start + chars[first], start + chars[last]),
        )


def _char_offsets(text: str) -> array[int]:
    """For each byte of the UTF-8 form of `text`, and its end, the offset of the character it belongs to."""
    offsets = array("l")
    for index, char in enumerate(text):
        code = ord(char)
        width = 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
        offsets.extend([index] * width)
    offsets.append(len(text))
    return offsets
