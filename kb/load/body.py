"""The text of an entry: what it links, cites, asks and contains, each with its place.

pulldown-cmark reads the Markdown and gives the range of every event; citations, which CommonMark does not know, are
taken from the source where a text event opens a bracket, so that none is found in code or behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from kb.load.exercise import read_exercise
from kb.model.anchors import GENERATED
from kb.model.concept import (
    Body,
    BodyLink,
    Citation,
    Cite,
    Exercise,
    Heading,
    Markup,
    UndefinedReference,
)
from kb.model.markdown import EXERCISE, located_events
from kb.model.problem import Fault
from kb.model.slug import Anchors
from kb.model.source import Source, Span

_CITATION = re.compile(r"\[(-?@[^\[\]]+)\]")
_CITE = re.compile(r"\s*@(?P<key>[\w:.#$%&+?<>~/-]*[\w])(?:\s*,\s*(?P<locator>[^;]*?))?\s*(?:;|$)")
_REFERENCE = re.compile(r"\[[^\[\]]+\]\[([^\[\]]+)\]|\[(\^[^\[\]]+)\]")
_WORD = re.compile(r"\w+")
_SPACED = "".join(char if char == "_" or char.isalnum() else " " for char in map(chr, range(128)))
_BLOCKS = frozenset({"Paragraph", "Heading", "TableCell"})
_LOOKED_AT = _BLOCKS | {"Link", "Image", "CodeBlock"}
"""Elements whose beginning and end are looked at."""


def read_body(source: Source, start: int) -> tuple[Body, list[Fault]]:
    """Read the Markdown of `source` from offset `start` on."""
    text = source.text[start:]
    reader = _Reader(source, start, text)
    reader.run()
    return reader.body(), reader.faults


class _Open(NamedTuple):
    """A link or image whose words are still being read."""

    form: str
    target: str
    title: str
    span: Span
    piped: bool
    words: list[str]


class _Reader:
    def __init__(self, source: Source, start: int, text: str) -> None:
        self.source = source
        self.start = start
        self.text = text
        self.headings: list[Heading] = []
        self.links: list[BodyLink] = []
        self.citations: list[Citation] = []
        self.markup: list[Markup] = []
        self.undefined: list[UndefinedReference] = []
        self.exercises: list[Exercise] = []
        self.fences: list[tuple[str, Span]] = []
        self.paragraphs: list[Span] = []
        self.faults: list[Fault] = []
        self.said: list[str] = []
        self.anchors = Anchors(GENERATED)
        self.blocks: list[Span] = []
        self.heading: list[str] | None = None
        self.level = 0
        self.open: list[_Open] = []
        self.fence: str | None = None
        self.code: list[str] = []
        self.cited_to = 0

    def run(self) -> None:
        found, place = located_events(self.text, self.start)
        for event, bounds in found:
            if isinstance(event, str):
                if event in ("SoftBreak", "HardBreak"):
                    self.say(" ")
                continue
            # Typed loosely: which value an event carries depends on its name.
            content: Any = event
            ((name, value),) = content.items()
            if name == "Text":
                # By far the most frequent, and most often nothing but words.
                if self.fence is not None:
                    self.code.append(value)
                    continue
                self.said.append(value)
                if self.open or self.heading is not None:
                    self.say(value)
                if value[:1] == "[":
                    self.bracket_at(place(bounds).start)
            elif name == "Start":
                tag, value = (value, None) if isinstance(value, str) else next(iter(value.items()))
                if tag in _LOOKED_AT:
                    self.enter(tag, value, place(bounds))
            elif name == "End":
                tag = value if isinstance(value, str) else next(iter(value))
                if tag in _LOOKED_AT:
                    self.leave(tag, place(bounds))
            elif name in ("Code", "InlineMath", "DisplayMath"):
                self.say(value)
            elif name in ("InlineHtml", "Html"):
                self.markup.append(Markup(value, place(bounds)))

    def enter(self, name: str, value: Any, span: Span) -> None:
        if name in _BLOCKS:
            self.blocks.append(span)
        match name:
            case "Paragraph":
                self.paragraphs.append(span)
            case "Heading":
                self.heading, self.level = [], int(value["level"][1:])
            case "Link" | "Image":
                kind = value["link_type"]
                piped = not isinstance(kind, str) and bool(next(iter(kind.values())).get("has_pothole"))
                form = "image" if name == "Image" else "wikilink" if not isinstance(kind, str) else _form(kind)
                target = value["dest_url"].rstrip("\\") if form == "wikilink" else value["dest_url"]
                self.open.append(_Open(form, target, value["title"], span, piped, []))
            case "CodeBlock":
                self.fence = value["Fenced"] if isinstance(value, dict) else ""
                self.code = []

    def leave(self, name: str, span: Span) -> None:
        if name in _BLOCKS and self.blocks:
            self.blocks.pop()
        if name == "Heading" and self.heading is not None:
            text = "".join(self.heading).strip()
            self.headings.append(Heading(self.level, text, self.anchors.give(text), span))
            self.heading = None
        elif name in ("Link", "Image") and self.open:
            self.close(self.open.pop())
        elif name == "CodeBlock" and self.fence is not None:
            self.close_fence(self.fence, span)
            self.fence = None

    def close(self, link: _Open) -> None:
        target, _, anchor = link.target.partition("#")
        text = "".join(link.words).strip()
        # The words of `[a](a)` may repeat the target; the target is what stands last.
        find = self.source.text.rfind if link.form == "link" else self.source.text.find
        found = find(link.target, *link.span) if link.target else -1
        target_span = Span(found, found + len(link.target)) if found >= 0 else link.span
        self.links.append(
            BodyLink(
                link.form,
                target.strip(),
                anchor or None,
                text,
                link.span,
                target_span,
                self.blocks[-1] if self.blocks else link.span,
                link.title,
                link.piped,
            )
        )

    def close_fence(self, info: str, span: Span) -> None:
        if info.split()[:1] != [EXERCISE]:
            self.fences.append((info, span))
            return
        first = self.source.text.find("\n", span.start, span.end) + 1 or span.start
        content = self.as_written("".join(self.code), first)
        exercise, faults = read_exercise(self.source, content, first, span, len(self.exercises) + 1)
        self.faults.extend(faults)
        if exercise:
            self.exercises.append(exercise)

    def as_written(self, code: str, first: int) -> str:
        """A block's content with its own line ends, which the parser makes LF, so that places in it are places in the file.

        A block inside a quotation is given as the parser saw it; places in it are then a few columns off.
        """
        end = first
        for _ in range(code.count("\n")):
            end = self.source.text.find("\n", end) + 1
        written = self.source.text[first:end]
        return written if written.replace("\r\n", "\n") == code else code

    def say(self, text: str) -> None:
        if self.heading is not None:
            self.heading.append(text)
        for link in self.open:
            link.words.append(text)

    def bracket_at(self, offset: int) -> None:
        if offset >= self.cited_to and not self.escaped(offset):
            self.bracket(offset)

    def escaped(self, offset: int) -> bool:
        """Whether an odd number of backslashes stands before a character."""
        first = offset
        while first > self.start and self.source.text[first - 1] == "\\":
            first -= 1
        return (offset - first) % 2 == 1

    def bracket(self, offset: int) -> None:
        if self.source.text[offset : offset + 2] in ("[@", "[-") and (
            match := _CITATION.match(self.source.text, offset)
        ):
            if cites := tuple(_cites(match.group(1), match.start(1))):
                self.citations.append(Citation(cites, Span(*match.span())))
                self.cited_to = match.end()
        elif match := _REFERENCE.match(self.source.text, offset):
            label = match.group(1) or match.group(2)
            self.undefined.append(UndefinedReference(label, Span(*match.span())))
            self.cited_to = match.end()

    def body(self) -> Body:
        return Body(
            Span(self.start, self.start + len(self.text)),
            tuple(self.headings),
            tuple(self.links),
            tuple(self.citations),
            tuple(self.markup),
            tuple(self.undefined),
            tuple(self.exercises),
            tuple(self.fences),
            tuple(self.paragraphs),
            _count_words("\n".join(self.said)),
        )


def _count_words(text: str) -> int:
    """How many runs of letters and digits there are; in ASCII, counted without the pattern, which takes three times as long."""
    return len(text.translate(_SPACED).split()) if text.isascii() else len(_WORD.findall(text))


def _form(link_type: str) -> Literal["link", "autolink"]:
    return "autolink" if link_type in ("Autolink", "Email") else "link"


def _cites(text: str, offset: int) -> Iterable[Cite]:
    """The keys of one citation, `@a, p. 12; @b`; nothing if any part is not a key."""
    found: list[Cite] = []
    at = 0
    while at < len(text):
        match = _CITE.match(text, at)
        if not match or match.end() == at:
            return []
        start, end = match.span("key")
        found.append(Cite(match["key"], match["locator"] or None, Span(offset + start - 1, offset + end)))
        at = match.end()
    return found
