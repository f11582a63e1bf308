"""Offsets and the places that editors speak of: rows and columns from 0, columns counted in units of an encoding.

An editor and the server agree on the encoding when they start; without an agreement it is UTF-16 (LSP 3.17, "Position").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kb.model.source import Source, Span

UTF16 = "utf-16"


class Spot(NamedTuple):
    """A row and a column, both from 0, as a client counts them."""

    line: int
    character: int


class Stretch(NamedTuple):
    """A range of a text, its end not included."""

    start: Spot
    end: Spot


def _utf8(char: str) -> int:
    code = ord(char)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4


def _utf16(char: str) -> int:
    return 1 if ord(char) < 0x10000 else 2


_UNITS: Mapping[str, Callable[[str], int]] = {"utf-8": _utf8, UTF16: _utf16, "utf-32": lambda char: 1}


def spot_of(source: Source, offset: int, encoding: str = UTF16) -> Spot:
    """The place of an offset."""
    row, column = source.position(offset)
    before = source.text[source.starts[row - 1] :][: column - 1]
    return Spot(row - 1, len(before) if before.isascii() else sum(map(_UNITS[encoding], before)))


def stretch_of(source: Source, span: Span, encoding: str = UTF16) -> Stretch:
    """The range of a span."""
    return Stretch(spot_of(source, span.start, encoding), spot_of(source, span.end, encoding))


def offset_of(source: Source, spot: Spot, encoding: str = UTF16) -> int:
    """The offset of a place; behind the end of a row it is that end, and inside a character its beginning."""
    if spot.line >= len(source.starts):
        return len(source.text)
    start, row = source.starts[spot.line], source.line(spot.line + 1)
    if row.isascii():
        return start + min(spot.character, len(row))
    units, count = 0, _UNITS[encoding]
    for index, char in enumerate(row):
        units += count(char)
        if units > spot.character:
            return start + index
    return start + len(row)
