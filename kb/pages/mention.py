"""The sentence around a link, in plain text."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 320
"""More characters than this are cut, at a word."""

_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\Wa-z])")
_GAP = re.compile(r" +([.,;:)!?])")


class Mention(NamedTuple):
    """A sentence that links to an entry: the words before the link, in it, and after it."""

    target: str
    before: str
    words: str
    after: str


def sentence_around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The sentence of `text` in which `[start, end)` stands, as the parts before, inside and after."""
    first, last = 0, len(text)
    for match in _END.finditer(text):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start() + len(match[0].rstrip())
            break
    # Where a citation stood a space is left before the full stop.
    before, after = _GAP.sub(r"\1", text[first:start]).lstrip(), _GAP.sub(r"\1", text[end:last]).rstrip()
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
