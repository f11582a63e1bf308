"""Ids and anchors from words."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

_PLAIN = re.compile(r"[^\W\d_](?:[\w-]| (?=[\w-]))*")
# What YAML 1.1 reads as a truth value or as nothing.
_NOT_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 80


def id_for(title: str) -> str:
    """The id a title asks for: lower-case ASCII words joined by hyphens; empty if it has no ASCII letter or digit."""
    plain = unicodedata.normalize("NFKD", title.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:LONGEST_ID].strip("-")


def anchor_for(heading: str) -> str:
    """The anchor of a heading: its words in any script, lower-case, joined by hyphens; empty if it has none."""
    return "-".join(
        re.findall(r"[^\W_]+", unicodedata.normalize("NFC", heading).lower().replace("’", "").replace("'", ""))
    )


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return len(text) <= LONGEST_ID and ID.fullmatch(text) is not None


def as_yaml(text: str) -> str:
    """A text as a YAML value on one line, in lists with brackets too; in quotation marks unless it is plainly words."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)


class Anchors:
    """Anchors of one page: each is given once, a second heading of the same words gets a number. `taken` ones are given never."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._seen: dict[str, int] = dict.fromkeys(taken, 0)

    def give(self, heading: str) -> str:
        base = anchor_for(heading) or "section"
        anchor, count = base, self._seen.get(base, 0)
        while anchor in self._seen:
            count += 1
            anchor = f"{base}-{count}"
        self._seen[base] = count
        self._seen[anchor] = 0
        return anchor
