"""Whether two titles name one work."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

ALIKE = 0.8
"""difflib's ratio (2·matches / total length) of the folded titles, from which on two titles are one."""

_MARKUP = re.compile(r"<[^<>]{1,40}>|\\[a-zA-Z]+")
_SUBTITLE = re.compile(r"(?<=\w)\s*(?:[:?!.—–]\s|\s[-—–]\s|\n)")


def alike(one: str, other: str) -> bool:
    """Whether two titles are the same but for case, accents, markup, punctuation, small slips, and a subtitle left out."""
    first, second = _forms(one), _forms(other)
    if not first[0] or not second[0]:
        return True  # nothing to compare: an empty title, or one in signs only
    pairs = [(a, b) for a in first for b in second if a == first[0] or b == second[0]]
    return any(a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE for a, b in pairs)


def _forms(title: str) -> tuple[str, ...]:
    """The folded title, whole and without its subtitle."""
    main = _SUBTITLE.split(title, maxsplit=1)[0]
    return tuple(dict.fromkeys(form for form in (_folded(title), _folded(main)) if form)) or ("",)


def _folded(title: str) -> str:
    plain = unicodedata.normalize("NFKD", _MARKUP.sub(" ", title)).casefold()
    words = re.findall(r"\w+", "".join(char for char in plain if not unicodedata.combining(char)))
    return " ".join(words)
