"""What `kb` itself puts into a text, kept aside while the rest goes through the allow-list.

A placeholder carries a word that is drawn anew in each process, so that no text of a contributor can name one. The word
never reaches a page: pages are the same from build to build.
"""

from __future__ import annotations

import re
import secrets

from markupsafe import Markup

from kb.pages.sanitize import MARK, clean_html

_WORD = secrets.token_hex(12)
_PLACEHOLDER = re.compile(rf' {MARK}="{_WORD}:(\d+)"|⟦{_WORD}:(\d+)⟧| {MARK}="[^"]*"')


class Kept:
    """The pieces of one text."""

    def __init__(self) -> None:
        self._pieces: list[Markup] = []

    def piece(self, markup: Markup) -> str:
        """A placeholder for whole elements."""
        self._pieces.append(markup)
        return f"⟦{_WORD}:{len(self._pieces) - 1}⟧"

    def attributes(self, markup: Markup) -> str:
        """A placeholder, with a space before it, for attributes of an element."""
        self._pieces.append(markup)
        return f' {MARK}="{_WORD}:{len(self._pieces) - 1}"'

    def cleaned(self, html: str) -> Markup:
        """HTML that went through the allow-list, with the pieces in their places."""
        return Markup(self._restored(clean_html(html)))  # noqa: S704 (cleaned by the allow-list)

    def _restored(self, html: str) -> str:
        return _PLACEHOLDER.sub(self._piece_at, html)

    def _piece_at(self, match: re.Match[str]) -> str:
        if match[1] is not None:
            return f" {self._pieces[int(match[1])].strip()}"
        if match[2] is not None:
            # A piece may hold others: an exercise inside a note.
            return self._restored(self._pieces[int(match[2])].strip("\n"))
        return ""
