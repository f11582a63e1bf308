"""Text and places in it.

Offsets count characters (code points) of the decoded text, from 0. Rows and columns, as shown to people and written to
JSON, start at 1 and count characters too. A row ends with LF, CR LF or a lone CR.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open range `[start, end)` of character offsets."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people count: row and column, both from 1."""

    row: int
    column: int


@dataclass(slots=True, eq=False)
class Source:
    """One file's text, with its name and the way from offsets to rows.

    `path` is relative to the guide's root, with forward slashes. `text` has no byte order mark; `bom` says that the file
    starts with one, so that an edit can keep it.
    """

    path: str
    text: str
    bom: bool = False
    _starts: list[int] | None = field(default=None, repr=False)

    @property
    def starts(self) -> Sequence[int]:
        """Offset of the first character of each row."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        return self._starts

    def position(self, offset: int) -> Position:
        """The row and column of an offset; an offset past the end is the end."""
        offset = max(0, min(offset, len(self.text)))
        row = bisect_right(self.starts, offset)
        return Position(row, offset - self.starts[row - 1] + 1)

    def offset(self, row: int, column: int) -> int:
        """The offset of a row and column, held within the text."""
        row = max(1, min(row, len(self.starts)))
        return max(0, min(self.starts[row - 1] + column - 1, len(self.text)))

    def line(self, row: int) -> str:
        """The text of a row, without its line end; empty for a row that is not there."""
        if not 1 <= row <= len(self.starts):
            return ""
        end = self.starts[row] if row < len(self.starts) else len(self.text)
        return self.text[self.starts[row - 1] : end].rstrip("\r\n")

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]
