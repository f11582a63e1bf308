"""Characters in a field that nobody sees: doubled or trailing spaces, no-break spaces, controls, direction marks.

What it does
------------
Looks through every value of the frontmatter for spaces at the end of a row, several spaces in a row, no-break and
other unusual spaces, zero-width characters, control characters and those that change the direction of writing (U+202A
to U+202E, U+2066 to U+2069). Escapes in quoted text (`"\\u202E"`) count too. Text in a right-to-left script is fine,
and so are the joiners that emoji and some scripts need.

Why is this bad?
----------------
Two titles that look the same are not the same, a search does not find what is on the screen, and characters that
reorder text can make a reader see something other than what is written (CVE-2021-42574).

Example
-------
    title: Deceptive  alignment

Use instead
-----------
    title: Deceptive alignment
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from kb.checks.context import Context
from kb.model.concept import Concept, Path
from kb.model.problem import Edit, Finding, Fix
from kb.model.source import Span

CODE = "FM007"
NAME = "stray-whitespace"

_ODD_SPACES = "\t\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_HIDDEN = "\xad\u180e\u200b\u202a-\u202e\u2060-\u2069\u206a-\u206f\ufeff\ufff9-\ufffb"
_MARKS = "\u061c\u200e\u200f"
_JOINERS = "\u200c\u200d"

_SPACE = re.compile(f"[ {_ODD_SPACES}]")
_UNWANTED = re.compile(f"[{_CONTROLS}{_HIDDEN}]")
_MARK = re.compile(f"[{_MARKS}]")
_JOINER = re.compile(f"[{_JOINERS}]")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([_NLPte])|.)", re.DOTALL)
_SHORT = {"_": "\xa0", "N": "\x85", "L": "\u2028", "P": "\u2029", "t": "\t", "e": "\x1b"}
_QUOTED_EDGE = re.compile(r"[\s\[{,][\"'] | [\"']\s*(?:[,\]}\r\n]|\Z)")
_ODD = re.compile(f"[{_ODD_SPACES}{_CONTROLS}{_HIDDEN}{_MARKS}{_JOINERS}]")


class _Char(NamedTuple):
    """A character of a value, and where it is written: an escape takes several characters of the file."""

    char: str
    span: Span


class _Stray(NamedTuple):
    """A run of characters to be replaced by what is `wanted`; `shown` is the one to point at, `name` what to call it."""

    span: Span
    shown: Span
    wanted: str
    name: str


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        # One look at the whole spares most entries one at each of their values.
        if not _suspicious(concept.source.slice(concept.frontmatter)):
            continue
        holders = {path[:-1] for path in concept.marks.values if path}
        for path, span in concept.marks.values.items():
            if path not in holders and (strays := list(_strays(concept.source.text, span))):
                yield _finding(concept, path, strays)


def _suspicious(text: str) -> bool:
    """Whether something in a frontmatter could be stray. Plain searches come first: far quicker than the patterns."""
    if "\t" in text or "\\" in text or " \n" in text or " \r" in text:
        return True
    if ('"' in text or "'" in text) and _QUOTED_EDGE.search(text):
        return True
    flat = "".join([row.lstrip(" ") for row in text.split("\n")])
    if "  " in flat:
        return True
    if flat.isascii() and flat.replace("\r", "").isprintable():
        return False
    return _ODD.search(text) is not None


def _finding(concept: Concept, path: Path, strays: list[_Stray]) -> Finding:
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), "the field")
    message = f"`{field}` contains {strays[0].name}"
    if more := len(strays) - 1:
        message += f" and {more} more stray character{'s' if more > 1 else ''}"
    edits = tuple(Edit(concept.path, stray.span, stray.wanted) for stray in strays)
    help = "put single spaces in their place and remove what cannot be seen"
    fix = Fix("clean it", edits, safe=True)
    return Finding(concept.source, strays[0].shown, message, help, fix=fix, owner=concept.id)


def _strays(text: str, span: Span) -> Iterator[_Stray]:
    """Each place of a value that is wrong."""
    chars = list(_chars(text, span))
    mirrored = any(unicodedata.bidirectional(one.char) in ("R", "AL") for one in chars)
    at = 0
    for unseen, group in groupby(range(len(chars)), key=lambda index: _unseen(chars, index, mirrored)):
        run = [chars[index] for index in group]
        before = chars[at - 1].char if at else "\n"
        at += len(run)
        after = chars[at].char if at < len(chars) else "\n"
        if not unseen:
            continue
        if before in "\r\n" and after not in "\r\n" and at > len(run):
            while run and _is_space(run[0]):
                del run[0]  # indentation
        edge = before in "\r\n" or after in "\r\n"
        if run and (edge or len(run) > 1 or not _is_space(run[0])):
            spaced = any(_SPACE.match(one.char) for one in run)
            place = Span(run[0].span.start, run[-1].span.end)
            shown = next((one.span for one in run if one.char != " "), place)
            yield _Stray(place, shown, " " if spaced and not edge else "", _name(run, after in "\r\n"))


def _chars(text: str, span: Span) -> Iterator[_Char]:
    """The characters of a value: without quotation marks, escapes read, with what trails behind it in its row."""
    start, end = span
    first = text[start]
    if first in "|>":
        # The header of a block; the row end before its first row is kept, so that indentation is known as such.
        start = min((at for at in (text.find("\n", start, end), text.find("\r", start, end)) if at >= 0), default=end)
    quoted = first in "\"'" and end - start > 1
    if quoted:
        start, end = start + 1, end - 1
    at = start
    while at < end:
        match = _ESCAPE.match(text, at, end) if first == '"' else None
        if match:
            code = next((group for group in match.groups()[:3] if group), None)
            char = chr(int(code, 16)) if code and int(code, 16) < 0x110000 else _SHORT.get(match[4] or "", "\\")
            # An escaped row end is part of the text and no row of the file ends there.
            yield _Char("\\" if char in "\r\n" else char, Span(*match.span()))
        else:
            yield _Char(text[at], Span(at, at + 1))
        at = match.end() if match else at + 1
    tail = span.end
    while text[tail : tail + 1] in (" ", "\t") and tail < len(text):
        tail += 1
    if not quoted and text[tail : tail + 1] in ("\r", "\n", ""):
        yield from (_Char(text[index], Span(index, index + 1)) for index in range(span.end, tail))


def _unseen(chars: list[_Char], index: int, mirrored: bool) -> bool:
    char = chars[index].char
    if _SPACE.match(char) or _UNWANTED.match(char):
        return True
    if _JOINER.match(char):
        around = [chars[at].char for at in (index - 1, index + 1) if 0 <= at < len(chars)]
        return all(one.isascii() for one in around)
    return not mirrored and _MARK.match(char) is not None


def _is_space(one: _Char) -> bool:
    return one.char == " " and one.span.end - one.span.start == 1


def _name(run: list[_Char], last: bool) -> str:
    for one in run:
        if one.char == "\t":
            return "a tab"
        if one.char != " ":
            return f"{unicodedata.name(one.char, 'a control character').lower()} (U+{ord(one.char):04X})"
    if last:
        return "a space at the end of a row"
    return f"{len(run)} spaces in a row" if len(run) > 1 else "a space at the start"
