"""A stretch of HTML while an entry's text is being written, and the last step before it may stand on a page.

Three things can get into it: elements that `kb` opens and closes itself, around words that are escaped; pieces, which templates
make; and HTML that an author wrote (`foreign`). As soon as there is any of the last, the whole goes through the allow-list.
Meanwhile each piece is kept aside and a placeholder stands for it. A placeholder carries a word that is drawn anew in each
process, so that no text of a contributor can name one. The word never reaches a page: pages are the same from build to build.

Without foreign HTML the allow-list would give back what it got, and is spared: it has to read all HTML and write it anew.
"""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

from kb.pages.sanitize import MARK, WORD, clean_html

_PLACEHOLDER = re.compile(rf' {MARK}="{WORD}:(\d+)"|⟦{WORD}:(\d+)⟧')
_NOT_IN_ITSELF = frozenset({"a", "p"})
"""A second one ends the first, for a reader of HTML."""


class Fragment:
    """HTML up to where it is written so far."""

    __slots__ = ("_foreign", "_open", "_parts", "_pieces")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._pieces: list[tuple[int, str | None, str]] = []
        """The part that each piece is in; the start of the tag that it gives attributes to, if it does; the piece."""
        self._open: list[str] = []
        self._foreign = False

    def words(self, text: str) -> None:
        """Text of the author's, escaped as the allow-list escapes it."""
        if "&" in text or "<" in text or ">" in text:
            text = escape(text, quote=False)
        if not text.isascii():
            text = text.replace("\xa0", "&nbsp;")
        self._parts.append(text)

    def open(self, tag: str, attributes: str = "", own: Markup | None = None) -> None:
        """An element begins. `attributes` are such as the allow-list leaves alone; `own` are a macro's, of any kind."""
        if tag in _NOT_IN_ITSELF and tag in self._open:
            self._foreign = True
        self._open.append(tag)
        start = f"<{tag}{attributes}"
        if own is None:
            self._parts.append(f"{start}>")
        else:
            piece = str.strip(own)
            self._pieces.append((len(self._parts), start, piece))
            self._parts.append(f"{start} {piece}>")

    def close(self, tag: str) -> None:
        """An element ends."""
        if not self._open or self._open.pop() != tag:
            self._foreign = True
        self._parts.append(f"</{tag}>")

    def void(self, tag: str) -> None:
        """An element without content."""
        self._parts.append(f"<{tag}>")

    def piece(self, markup: Markup) -> None:
        """Whole elements, made by a template."""
        piece = str.strip(markup, "\n")
        self._pieces.append((len(self._parts), None, piece))
        self._parts.append(piece)

    def foreign(self, html: str) -> None:
        """HTML that an author wrote: nobody knows what it is."""
        self._foreign = True
        self._parts.append(html)

    def extend(self, other: Fragment) -> None:
        """What another fragment holds, at the end of this one."""
        before = len(self._parts)
        self._parts += other._parts
        self._pieces += ((before + at, start, piece) for at, start, piece in other._pieces)
        self._foreign = self._foreign or other._foreign or bool(other._open)

    def unwrap(self, tag: str) -> None:
        """Take away an element that is around everything."""
        if self._parts and self._parts[0] == f"<{tag}>":
            self._parts[0] = ""
        if self._parts and self._parts[-1] == f"</{tag}>":
            self._parts[-1] = ""

    def html(self) -> Markup:
        """All of it, fit for a page."""
        whole = "".join(self._parts)
        # What is not balanced, and characters that a reader of HTML drops or changes, only the allow-list puts right.
        if self._foreign or self._open or "\r" in whole or "\0" in whole or "\ufeff" in whole:
            return self._cleaned()
        return Markup(whole)  # noqa: S704 (nothing but our own elements, escaped words and pieces)

    def _cleaned(self) -> Markup:
        parts = self._parts.copy()
        for number, (at, start, _) in enumerate(self._pieces):
            placeholder = f"{WORD}:{number}"
            parts[at] = f"⟦{placeholder}⟧" if start is None else f'{start} {MARK}="{placeholder}">'
        return Markup(_PLACEHOLDER.sub(self._restored, clean_html("".join(parts))))  # noqa: S704 (cleaned)

    def _restored(self, match: re.Match[str]) -> str:
        if match[1] is not None:
            return f" {self._pieces[int(match[1])][2]}"
        return self._pieces[int(match[2])][2]
