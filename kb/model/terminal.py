"""Text of unknown origin on a terminal: what takes how many columns, and what must not be printed as it is."""

from __future__ import annotations

import unicodedata

TAB = 4
"""Columns from one tab stop to the next."""

# Characters that move, hide or reorder what stands around them; a terminal would obey them.
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_KEPT = "\u200d\ufe0f"  # joiners of emoji


def visible(text: str) -> str:
    """`text` with each tab as spaces and each control or format character as its code, such as `<U+202E>`."""
    if text.isprintable() and text.isascii():
        return text
    return "".join(map(_visible, text))


def width(text: str) -> int:
    """How many terminal columns a text made by `visible` takes: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _visible(char: str) -> str:
    if char == "\t":
        return " " * TAB
    if char not in _KEPT and unicodedata.category(char) in _INVISIBLE:
        return f"<U+{ord(char):04X}>"
    return char


def _width(char: str) -> int:
    if char in _KEPT or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
