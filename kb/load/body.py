"""The text of an entry: what it links, cites, asks and contains, each with its place.

pulldown-cmark reads the Markdown and gives the range of every event; citations, which CommonMark does not know, are
taken from the source where a text event opens a bracket, so that none is found in code or behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

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

_CITATION = re.compile(r"\[(-?@(?:[^\[\]\n]|\n(?![ \t\r]*\n))+)\]")
_CITE = re.compile(r"\s*@(?P<key>[\w:.#$%&+?<>~/-]*[\w])(?:\s*,\s*(?P<locator>[^;]*?))?\s*(?:;|$)")
_NO_CITE = re.compile(r"-?@\w")
"""Begins what was meant for a citation."""
_REFERENCE = re.compile(r"\[[^\[\]]+\]\[([^\[\]]+)\]|\[(\^[^\[\]]+)\]")
_WORD = re.compile(r"\w+")
_PARTED = bytes(97 if char == "_" or char.isalnum() else 32 for char in map(chr, range(256)))
"""Makes every letter and digit of ASCII an `a`, and all else a space."""
_BLOCKS = ("Paragraph", "TableCell")
_LINKS = ("Link", "Image")
_LOOKED_AT = frozenset({"Heading", "CodeBlock", *_LINKS})
"""Elements that carry something, whose beginning and end are looked at."""
_BREAKS = ("SoftBreak", "HardBreak")
_SPLIT = ("\\", "&", "_")
"""What can part a text inside a word, or stand for something else."""
_new = tuple.__new__
"""Makes a named tuple in half the time that calling it takes."""


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
    plain: bool
    """Its words are its target, in which nothing else is read."""
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
        # Where nothing is written otherwise than it is read and no `_` stands, texts that follow each other may come as one:
        # the same words and the same brackets, in half as many events.
        merged = not any(char in self.text for char in _SPLIT)
        found, place = located_events(self.text, self.start, merged=merged)
        for event, bounds in found:
            # Told apart by the one key of an event, in the order of how often it occurs; some events are only a name.
            if "Text" in event:
                value = event["Text"]
                if self.fence is not None:
                    self.code.append(value)
                    continue
                self.said.append(value)
                if self.open or self.heading is not None:
                    self.say(value)
                if "[" in value:
                    if merged and not (self.open and self.open[-1].plain):
                        self.brackets(value, place(bounds).start)
                    elif value[0] == "[":
                        self.bracket_at(place(bounds).start)
            elif "Start" in event:
                tag = event["Start"]
                if tag.__class__ is not str:
                    ((name, value),) = tag.items()
                    if name in _LOOKED_AT:
                        self.enter(name, value, place(bounds))
                elif tag in _BLOCKS:
                    self.blocks.append(span := place(bounds))
                    if tag == "Paragraph":
                        self.paragraphs.append(span)
            elif "End" in event:
                tag = event["End"]
                if tag in _LINKS:
                    self.close(self.open.pop())
                elif tag.__class__ is not str:
                    if "Heading" in tag:
                        self.close_heading(self.blocks.pop())
                elif tag in _BLOCKS:
                    self.blocks.pop()
                elif tag == "CodeBlock" and self.fence is not None:
                    self.close_fence(self.fence, place(bounds))
                    self.fence = None
            elif event in _BREAKS:
                self.say(" ")
            elif "Code" in event or "InlineMath" in event or "DisplayMath" in event:
                self.say(*event.values())
            elif "InlineHtml" in event or "Html" in event:
                ((_, value),) = event.items()
                self.markup.append(Markup(value, place(bounds)))

    def enter(self, name: str, value: Any, span: Span) -> None:
        if name == "Heading":
            self.blocks.append(span)
            self.heading, self.level = [], int(value["level"][1:])
        elif name == "CodeBlock":
            self.fence = value["Fenced"] if isinstance(value, dict) else ""
            self.code = []
        else:
            kind, target = value["link_type"], value["dest_url"]
            if kind.__class__ is str:
                plain, piped = kind in ("Autolink", "Email"), False
                form = "autolink" if plain else "link"
            else:
                form, piped = "wikilink", next(iter(kind.values())).get("has_pothole", False)
                plain = not piped
            if name == "Image":
                form = "image"
            elif form == "wikilink":
                target = target.rstrip("\\")
            self.open.append(_new(_Open, (form, target, value["title"], span, piped, plain, [])))

    def close_heading(self, span: Span) -> None:
        text = "".join(self.heading or ()).strip()
        self.headings.append(Heading(self.level, text, self.anchors.give(text), span))
        self.heading = None

    def close(self, link: _Open) -> None:
        form, written, title, span, piped, _, words = link
        target, _, anchor = written.partition("#")
        # The words of `[a](a)` may repeat the target; the target is what stands last.
        find = self.source.text.rfind if form == "link" else self.source.text.find
        found = find(written, *span) if written else -1
        target_span = _new(Span, (found, found + len(written))) if found >= 0 else span
        block = self.blocks[-1] if self.blocks else span
        text = "".join(words).strip()
        self.links.append(
            _new(BodyLink, (form, target.strip(), anchor or None, text, span, target_span, block, title, piped))
        )

    def close_fence(self, info: str, span: Span) -> None:
        if info.split()[:1] != [EXERCISE]:
            self.fences.append((info, span))
            return
        content, first, rows = self.as_written("".join(self.code), span)
        exercise, faults = read_exercise(self.source, content, first, span, len(self.exercises) + 1, rows)
        self.faults.extend(faults)
        if exercise:
            self.exercises.append(exercise)

    def as_written(self, code: str, span: Span) -> tuple[str, int, list[Span]]:
        """A block's content, where it begins in the file, and where each of its rows does if they do not just follow there.

        The parser makes line ends LF and leaves out what a list, a quotation or an indent puts before each row. With its own
        line ends, the content of a block that stands free is a part of the file.
        """
        text = self.source.text
        first = end = text.find("\n", span.start, span.end) + 1 or span.start
        for _ in range(code.count("\n")):
            end = text.find("\n", end) + 1
        written = text[first:end]
        if written.replace("\r\n", "\n") == code:
            return written, first, []
        rows = []
        for number, said in enumerate(code.split("\n"), self.source.position(span.start).row + 1):
            row, start = self.source.line(number), self.source.offset(number, 1)
            # Where a tab was taken apart nobody can tell the column.
            end = start + len(row) if row.endswith(said) else start
            rows.append(Span(end - len(said) if end > start else start, end))
        return code, first, rows

    def say(self, text: str) -> None:
        if self.heading is not None:
            self.heading.append(text)
        for link in self.open:
            link.words.append(text)

    def brackets(self, text: str, offset: int) -> None:
        """Look at each bracket of a text that comes as one; that of an image which is none begins with its `!`."""
        at = text.find("[")
        while at >= 0:
            if offset + at >= self.cited_to and (not at or text[at - 1] != "!"):
                self.bracket(offset + at)
            at = text.find("[", at + 1)

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
        # A bracket that closes in a later block closes nothing.
        end = self.blocks[-1].end if self.blocks else len(self.source.text)
        if self.source.text[offset : offset + 2] in ("[@", "[-") and (
            match := _CITATION.match(self.source.text, offset, end)
        ):
            if cites := tuple(_cites(match.group(1), match.start(1))):
                self.citations.append(Citation(cites, Span(*match.span())))
            elif _NO_CITE.match(match.group(1)):
                self.undefined.append(UndefinedReference(match.group(1), Span(*match.span())))
            else:
                return
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
    """How many runs of letters and digits there are; in ASCII, counted by where they begin, which takes a sixth of the time."""
    if text.isascii():
        return f" {text}".encode().translate(_PARTED).count(b" a")
    return len(_WORD.findall(text))


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
