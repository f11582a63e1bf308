"""Where in a YAML text somebody is writing, from what stands before: no parser reads a text that is not finished.

Knows blocks by their indentation, lists, `[…]` and `{…}`, quotation marks, and texts of several rows. Comments and such
texts are told apart, so that nothing is proposed in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

At = Literal["key", "value", "item", "text", "comment", "done"]

_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s#"'\[\]{},&*!|>%@`][^#]*?)[ \t]*:(?=[ \t]|$)""")
_FIELD = re.compile(r"[\w-]+:(?=[ \t]|$)")


@dataclass(frozen=True, slots=True)
class Place:
    """`path` holds the keys around the place, with None for an item of a list. `partial` is what was written of it so far.

    `at` says what belongs there: `key` of the mapping at `path`, the `value` of its last key, an `item` of the list, `text`
    of several rows, a `comment`, or nothing more (`done`).
    """

    path: tuple[str | None, ...]
    at: At
    partial: str
    flow: bool
    """Inside `[…]` or `{…}`."""
    quoted: bool


@dataclass(slots=True)
class _Bracket:
    opening: str
    key: str | None = None


def place_in(text: str) -> Place:
    """The place at the end of `text`, which is the beginning of a YAML text."""
    scan = _Scan()
    for row in text.split("\n"):
        scan.row(row.rstrip("\r"))
    return Place(scan.path(), scan.at, scan.partial, bool(scan.flow), bool(scan.quote))


@dataclass(slots=True)
class _Scan:
    stack: list[tuple[float, str | None]] = field(default_factory=list)
    flow: list[_Bracket] = field(default_factory=list)
    block: float | None = None
    quote: str = ""
    token: str = ""
    at: At = "key"
    partial: str = ""
    indent: float = 0

    def path(self) -> tuple[str | None, ...]:
        inside = [key for indent, key in self.stack if indent < self.indent or self.at != "key" or self.flow]
        brackets = [one.key for one in self.flow if one.opening == "[" or one.key is not None]
        return (*inside, *brackets)

    def row(self, row: str) -> None:
        if (self.flow or self.quote) and _FIELD.match(row):
            # Somebody has not closed them yet.
            self.flow, self.quote = [], ""
        if self.flow:
            self.brackets(f" {row}")
            return
        if self.quote:
            self.quoted(row)
            return
        rest = row.lstrip(" ")
        indent: float = len(row) - len(rest)
        if self.block is not None:
            if not rest or indent > self.block:
                self.at, self.partial, self.indent = "text", rest, indent
                return
            self.block = None
        self.indent, self.partial = indent, ""
        if not rest:
            self.at = "key"
            return
        if rest.startswith("#"):
            self.at = "comment"
            return
        at: At = "key"
        while rest == "-" or rest.startswith("- "):
            self.leave(indent, dash=True)
            self.stack.append((indent + 0.5, None))
            inner = rest[1:].lstrip(" ")
            indent += len(rest) - len(inner)
            rest, at = inner, "item"
        self.indent = indent
        self.leave(indent)
        if match := _KEY.match(rest):
            self.stack.append((indent, match[1].strip("\"'")))
            self.value(rest[match.end() :], "value")
        else:
            self.value(rest, at)

    def leave(self, indent: float, *, dash: bool = False) -> None:
        """Forget the keys that a row of this indentation is not below. A dash may stand as far left as the key it is below."""
        while self.stack and (self.stack[-1][0] > indent if dash else self.stack[-1][0] >= indent):
            self.stack.pop()

    def value(self, rest: str, at: At) -> None:
        rest = rest.lstrip(" \t")
        self.at, self.partial = at, rest
        if rest[:1] in ("|", ">") and at != "key":
            self.at, self.block, self.partial = "text", self.stack[-1][0] if self.stack else 0, ""
        elif rest[:1] in ("[", "{"):
            self.token = ""
            self.brackets(rest)
        elif rest[:1] in ('"', "'"):
            self.quote, self.partial = rest[0], ""
            self.quoted(rest[1:])
        elif rest.startswith("#") or " #" in rest:
            self.at = "comment"

    def quoted(self, rest: str) -> None:
        """Inside quotation marks outside of brackets."""
        end = rest.find(self.quote)
        if end < 0:
            self.partial = rest
        else:
            self.quote, self.partial = "", ""
            self.at = "comment" if "#" in rest[end:] else "done"

    def brackets(self, rest: str) -> None:
        for index, char in enumerate(rest):
            if self.quote:
                self.quote = "" if char == self.quote else self.quote
                self.token += char
            elif char in "\"'" and not self.token.strip():
                self.quote, self.token = char, char
            elif char in "[{":
                self.flow.append(_Bracket(char))
                self.token = ""
            elif char in "]}":
                self.flow.pop()
                self.token = ""
                if not self.flow:
                    self.at, self.partial = "done", ""
                    return
            elif char == ",":
                self.flow[-1].key = None
                self.token = ""
            elif char == "#" and rest[index - 1 : index] in (" ", ""):
                self.at, self.partial = "comment", ""
                return
            elif char == ":" and self.flow[-1].opening == "{" and rest[index + 1 : index + 2] in (" ", ""):
                self.flow[-1].key = self.token.strip().strip("\"'")
                self.token = ""
            else:
                self.token += char
        top = self.flow[-1]
        self.at = "item" if top.opening == "[" else "key" if top.key is None else "value"
        self.partial = self.token.lstrip().lstrip("\"'") if self.quote else self.token.lstrip()
