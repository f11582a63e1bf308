"""An entry of the guide: what its file says, with the place of every value.

What an entry has by the dozen is a named tuple: it takes a quarter of the time that a frozen dataclass takes to make.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.model.source import Source, Span

OPENING = Span(0, 3)
"""The `---` that opens the frontmatter: the place of what stands nowhere."""

Path = tuple[str | int, ...]
"""Where a value stands in the frontmatter: `("links", "requires", 0, "why")`."""


Row = tuple[int, str | int, int, int, int, int]
"""A value of a YAML text: how deep it stands, its key or its place in a list, where its key starts and ends (-1 in a list),
where it starts and ends."""


class Marks:
    """The places of keys and values of a YAML text, by path.

    Kept as the parser came upon them, and put in order of paths when somebody asks: of an entry in which nothing is wrong,
    hardly anybody does.
    """

    __slots__ = ("_keys", "_offset", "_rows", "_values")

    def __init__(self, rows: Sequence[Row] = (), offset: int = 0) -> None:
        """`rows` count from `offset` on; every value stands before what it holds."""
        self._rows = rows
        self._offset = offset
        self._keys: dict[Path, Span] | None = None
        self._values: dict[Path, Span] | None = None

    def __reduce__(self) -> tuple[type[Marks], tuple[Sequence[Row], int]]:
        return Marks, (self._rows, self._offset)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marks) and (self._rows, self._offset) == (other._rows, other._offset)

    def __repr__(self) -> str:
        return f"Marks({len(self._rows)} places from {self._offset} on)"

    @property
    def keys(self) -> Mapping[Path, Span]:
        """Where each key stands."""
        if self._keys is None:
            self._sort()
        return self._keys or {}

    @property
    def values(self) -> Mapping[Path, Span]:
        """Where each value stands, in the order of the text."""
        if self._values is None:
            self._sort()
        return self._values or {}

    @property
    def spans(self) -> Iterator[tuple[int, int]]:
        """Where the values stand, whatever their paths."""
        offset = self._offset
        return ((offset + row[4], offset + row[5]) for row in self._rows)

    def _sort(self) -> None:
        keys, values, offset = {}, {}, self._offset
        path: list[str | int] = []
        for depth, step, key_start, key_end, start, end in self._rows:
            if depth:
                path[depth - 1 :] = (step,)
            at = tuple(path)
            if key_start >= 0:
                keys[at] = Span(offset + key_start, offset + key_end)
            values[at] = Span(offset + start, offset + end)
        self._keys, self._values = keys, values

    def place(self, path: Path) -> Span | None:
        """Where a value stands; the nearest value around it, None if there is none."""
        while path:
            if span := self.values.get(path):
                return span
            path = path[:-1]
        return None


class Link(NamedTuple):
    """A typed link as its author wrote it: possibly the inverse of the relation, possibly to nothing."""

    relation: str
    target: str
    qualifiers: Mapping[str, str | tuple[str, ...]]
    path: Path
    """Where the item stands; `Concept.marks` knows the places of its qualifiers below it."""
    source: Source
    marks: Marks

    @property
    def relation_span(self) -> Span:
        """The relation's word."""
        return self.marks.keys.get(self.path[:2]) or self.marks.place(self.path[:1]) or OPENING

    @property
    def target_span(self) -> Span:
        """The target alone, without quotation marks and `[[ ]]`."""
        return within(self.source, self.target, self.marks, self.path)

    @property
    def span(self) -> Span:
        """The whole item of the list."""
        return self.marks.place(self.path) or OPENING


def within(source: Source, target: str, marks: Marks, path: Path) -> Span:
    """Where a target stands in the item at `path`, which is the target alone or has it under `to`."""
    at: Path = (*path, "to")
    span = marks.place(at if at in marks.values else path) or OPENING
    found = source.text.find(target, span.start, span.end)
    return Span(found, found + len(target)) if found >= 0 else span


class Step(NamedTuple):
    """A step of a guided sequence."""

    target: str
    why: str | None
    span: Span


class Heading(NamedTuple):
    """A heading of the body. `slug` is its anchor on the rendered page."""

    level: int
    text: str
    slug: str
    span: Span


class BodyLink(NamedTuple):
    """A link or image of the body.

    `form` is `wikilink`, `link`, `image` or `autolink`; `target` is what it points to without `#anchor`; `text` is what a
    reader sees, `title` the Markdown title.
    """

    form: str
    target: str
    anchor: str | None
    text: str
    span: Span
    target_span: Span
    block: Span
    """The paragraph, heading or cell around it."""
    title: str = ""
    piped: bool = False
    """A wikilink with words of its own: `[[id|words]]`."""


class Cite(NamedTuple):
    """One key inside a citation, with its locator (`p. 12`)."""

    key: str
    locator: str | None
    span: Span


class Citation(NamedTuple):
    """A citation of the body: `[@a, p. 12; @b]`."""

    cites: tuple[Cite, ...]
    span: Span


class Markup(NamedTuple):
    """Raw HTML in the body, tag by tag or block by block."""

    text: str
    span: Span


class UndefinedReference(NamedTuple):
    """`[text][label]` where no `[label]: …` exists, `[^note]` without its note, or `[@key …]` that is no citation.

    `label` is what stands in the brackets, with its `^` or `@`.
    """

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose, pair, classify or put in order.

    `answer` depends on the exercise's type: `correct` is "" or "yes" for a choice, the right-hand text for a match, the
    categories for a classification, empty for an order.
    """

    text: str
    why: str
    answer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question one can check oneself with. `type` is choice, match, classify or order."""

    type: str
    question: str
    options: tuple[Option, ...]
    categories: tuple[str, ...]
    about: tuple[str, ...]
    explanation: str
    span: Span
    """The whole fenced block."""
    ordinal: int


@dataclass(frozen=True, slots=True)
class Body:
    """What the text of an entry contains. Spans are offsets into the whole file's text."""

    span: Span
    headings: tuple[Heading, ...] = ()
    links: tuple[BodyLink, ...] = ()
    citations: tuple[Citation, ...] = ()
    markup: tuple[Markup, ...] = ()
    undefined: tuple[UndefinedReference, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    fences: tuple[tuple[str, Span], ...] = ()
    """Info string and span of each fenced code block that is not an exercise."""
    paragraphs: tuple[Span, ...] = ()
    words: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an idea comes from; a negative year is before the common era."""

    year: int | None
    cite: str | None


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry. `broken` means that its frontmatter could not be read: it exists and nothing more is known."""

    id: str
    area: str
    source: Source
    title: str
    kind: str
    summary: str
    aliases: tuple[str, ...]
    status: str | None
    origin: Origin | None
    cite: str | None
    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    sources: tuple[str, ...]
    redirects: tuple[str, ...]
    same_as: tuple[str, ...]
    draft: bool
    ignore: Mapping[str, str]
    body: Body
    marks: Marks = field(repr=False)
    frontmatter: Span = field(default=Span(0, 0))
    """The YAML between the two `---` lines."""
    fields: tuple[str, ...] = ()
    """The top-level keys in the order written."""
    broken: bool = False

    @property
    def path(self) -> str:
        return self.source.path

    def key_span(self, *path: str | int) -> Span:
        """Where a key of the frontmatter stands; the opening line if it is not there."""
        return self.marks.keys.get(path) or self.value_span(*path)

    def value_span(self, *path: str | int) -> Span:
        """Where a value of the frontmatter stands; the nearest value around it, at last the opening line."""
        return self.marks.place(path) or Span(0, min(3, len(self.source.text)))

    @property
    def cited(self) -> tuple[str, ...]:
        """Every bibliography key the entry uses, in order of appearance, each once: its own work, text, links, `sources`."""
        keys: dict[str, None] = {}
        if self.cite:
            keys[self.cite] = None
        for citation in self.body.citations:
            for cite in citation.cites:
                keys[cite.key] = None
        if self.origin and self.origin.cite:
            keys[self.origin.cite] = None
        for link in self.links:
            for value in link.qualifiers.values():
                # Only a qualifier that takes citations has several values, whatever the vocabulary calls it.
                if not isinstance(value, str):
                    keys.update(dict.fromkeys(value))
        for key in self.sources:
            keys[key] = None
        return tuple(keys)
