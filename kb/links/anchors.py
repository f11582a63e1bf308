"""The places on a web page that a fragment can lead to.

The HTML Standard, 7.4.6.3 (finding the indicated part): the id of an element, or the name of an `<a>`; `top` and nothing at
all lead to the beginning. Text fragments (`#:~:text=…`) search the text and miss nothing if they find nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import unquote

HTML = frozenset({"text/html", "application/xhtml+xml"})

PIECE = 16 * 1024
PATIENCE = 3.0
"""Seconds for one page. Markup can be written so that parsing takes time with the square of its length."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_ENCODINGS = re.compile(
    r"utf-?(?:8|16(?:[lb]e|-[lb]e)?)|(?:us-)?ascii|iso-8859-(?:[1-9]|1[013456])|latin-?1|windows-125[0-8]|koi8-[ru]"
    r"|gb(?:k|2312|18030)|big5|euc-(?:jp|kr)|shift[_-]jis|macintosh",
    re.IGNORECASE,
)
_DIRECTIVE = ":~:"
# Applications that draw their pages with scripts keep their own address behind `#/` or `#!`.
_ROUTE = ("/", "!")


def looked_for(fragment: str) -> str | None:
    """The element that a fragment names, as written; None if it names none that one could miss."""
    bare = fragment.partition(_DIRECTIVE)[0]
    if not bare or bare.lower() == "top" or bare.startswith(_ROUTE):
        return None
    return bare


def missing(page: bytes, content_type: str, fragments: Iterable[str]) -> tuple[set[str], bool]:
    """Those of `fragments` that no element of the page answers to, and whether all of the page was read."""
    wanted = {fragment: names for fragment in fragments if (names := _names(fragment))}
    reader = _Names()
    text = page.decode(_charset(content_type), errors="replace")
    end = time.monotonic() + PATIENCE
    whole = True
    for at in range(0, len(text), PIECE):
        reader.feed(text[at : at + PIECE])
        if all(names & reader.found for names in wanted.values()):
            return set(), True
        if time.monotonic() > end:
            whole = False
            break
    return {fragment for fragment, names in wanted.items() if not names & reader.found}, whole


def _names(fragment: str) -> set[str]:
    name = looked_for(fragment)
    if name is None:
        return set()
    # GitHub gives the headings of a text this prefix, and scripts that jump to them without it.
    return {form for one in (name, unquote(name)) for form in (one, f"user-content-{one}")}


def _charset(content_type: str) -> str:
    """The encoding that a page claims, if it is one that pages have: Python knows others, and some take forever."""
    match = _CHARSET.search(content_type)
    return match[1] if match and _ENCODINGS.fullmatch(match[1]) else "utf-8"


class _Names(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.found.add(value)
