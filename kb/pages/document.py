"""A generated page: frontmatter, headings in Markdown, and ready HTML between them.

Both renderers hand the file to Python-Markdown. It leaves an HTML block alone if the block starts a line, and reads
headings everywhere else, so each block is put on one line of its own: no blank line, no line that begins like a heading,
a list or a fence is left in it for Markdown to see. What must keep its line ends (code) writes them as `&#10;`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

# What Markdown could take for its own in a heading; entities and tags are left as they are.
_ACTIVE = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);|<[^<>]*>|[\\`*_{}\[\]()#|~^=$:!+.-]")
_IN_TAGS = re.compile(r"[\\`\[\]!]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `html` may hold inline elements. `indexed`: the search index counts it to the page's text."""

    level: int
    html: Markup
    anchor: str
    indexed: bool = False

    @property
    def line(self) -> str:
        """The heading in Markdown, its words in a form that Markdown does not interpret."""
        words = _ACTIVE.sub(_guard, " ".join(str.split(self.html)))
        return f"{'#' * self.level} {words} {{#{self.anchor}{' data-pagefind-body=x' if self.indexed else ''}}}"


@dataclass(frozen=True, slots=True)
class Html:
    """A block of finished HTML."""

    html: Markup

    @property
    def line(self) -> str:
        """The block without line ends."""
        return " ".join(map(str.strip, str.splitlines(self.html)))


Block = Heading | Html


def document(title: str, description: str, blocks: Iterable[Block], *, hide: Iterable[str] = ("navigation",)) -> str:
    """The text of a page. `title` and `description` are plain text; `hide` names parts of the theme's frame."""
    front = [f"title: {_quoted(title)}", f"description: {_quoted(description)}", f"hide: [{', '.join(hide)}]"]
    return "\n".join(["---", *front, "---", "", *(f"{block.line}\n" for block in blocks)])


def _quoted(text: str) -> str:
    """A text as a YAML string. Both renderers put title and description into the page as they are, so they are escaped."""
    printable = " ".join(text.split())
    if not printable.isprintable():
        printable = "".join(char for char in printable if char.isprintable())
    return json.dumps(escape(printable), ensure_ascii=False)


def _guard(match: re.Match[str]) -> str:
    found = match[0]
    if found.startswith("<"):
        # Code, escapes and links are looked for before tags are: their signs must not stand in attributes either.
        return _IN_TAGS.sub(lambda sign: f"&#{ord(sign[0])};", found)
    return found if len(found) > 1 else f"&#{ord(found)};"
