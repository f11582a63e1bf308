"""The sentence around a link, in plain text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

LONGEST = 320
"""More characters than this are cut, at a word."""

_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\Wa-z])")
_GAP = re.compile(r" [.,;:)!?]")
_WHOLE_GAP = re.compile(r" +([.,;:)!?])")
"""The same with all its spaces; looking for that in a text without any takes ten times as long."""


class Mention(NamedTuple):
    """A sentence that links to an entry: the words before the link, in it, and after it."""

    target: str
    before: str
    words: str
    after: str


def sentences(text: str) -> list[int]:
    """Where the sentences of a paragraph begin, and its end."""
    return [0, *(match.end() for match in _END.finditer(text)), len(text)]


def sentence_around(text: str, start: int, end: int, begins: Sequence[int]) -> tuple[str, str, str]:
    """The sentence of `text` in which `[start, end)` stands, as the parts before, inside and after.

    `begins` is where sentences begin. Words that run over a full stop belong to one sentence.
    """
    first = begins[bisect_right(begins, start, hi=len(begins) - 1) - 1]
    last = begins[min(bisect_left(begins, end, lo=1), len(begins) - 1)]
    # Where a citation stood a space is left before the full stop.
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    if _GAP.search(before):
        before = _WHOLE_GAP.sub(r"\1", before)
    if _GAP.search(after):
        after = _WHOLE_GAP.sub(r"\1", after)
    words = text[start:end]
    room = max(LONGEST - len(words), 80)
    if len(before) + len(after) > room:
        half = room // 2
        before_room = max(half, room - len(after))
        after_room = max(half, room - len(before))
        if len(before) > before_room:
            before = "… " + before[-before_room:].partition(" ")[2]
        if len(after) > after_room:
            after = after[:after_room].rpartition(" ")[0] + " …"
    return before, words, after
