"""YAML with the place of every key and value.

PyYAML's C parser gives events with marks; here they become plain values and `Marks`. What YAML allows and an entry must
not use (aliases, anchors, tags, several documents, deep nests) is reported and not followed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from kb.model.concept import Marks, Path
from kb.model.source import Span

# libyaml is happy with any depth; building values recurses.
DEEPEST = 50
_BLOCK_STYLES = frozenset("|>")
_CORE = "tag:yaml.org,2002:"
# Bound here, as they are asked for at every event; typed loosely, as an event's marks may be None only in theory.
_Scalar: Any = yaml.ScalarEvent
_SequenceEnd: Any = yaml.SequenceEndEvent
_MappingEnd: Any = yaml.MappingEndEvent
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class YamlError:
    """A text that is not YAML, or more YAML than allowed; `help` says how to mend it."""

    message: str
    span: Span
    help: str | None = None


@dataclass(frozen=True, slots=True)
class DuplicateKey:
    """A key that stands twice in one mapping; the first counts."""

    key: str
    span: Span
    first: Span


@dataclass(frozen=True, slots=True)
class Read:
    """A YAML text as plain values. `value` is None if the text is empty or wrong."""

    value: Any = None
    marks: Marks = field(default_factory=lambda: Marks({}, {}))
    error: YamlError | None = None
    duplicates: tuple[DuplicateKey, ...] = ()


def read_yaml(text: str, offset: int = 0) -> Read:
    """Parse `text`, which starts at `offset` of its file; spans count from the start of the file."""
    loader = _LOADER(text)
    builder = _Builder(text, offset, loader.get_event)
    try:
        value = builder.document()
    except _TooMuchError as problem:
        return Read(error=problem.error)
    except yaml.reader.ReaderError as problem:
        at = offset + (problem.position or 0)
        return Read(error=YamlError(f"the character {problem.character!r} is not allowed in YAML", Span(at, at + 1)))
    except yaml.MarkedYAMLError as problem:
        return Read(error=_explained(problem, text, offset))
    except (yaml.YAMLError, UnicodeError, ValueError) as problem:
        return Read(error=YamlError(f"not YAML: {problem}", Span(offset, offset + 1)))
    finally:
        loader.dispose()
    return Read(value, Marks(builder.keys, builder.values), builder.error, tuple(builder.duplicates))


class _TooMuchError(Exception):
    """An anchor, an alias or a nest too deep to build: more YAML than is allowed."""

    def __init__(self, message: str, span: Span, help: str) -> None:
        self.error = YamlError(message, span, help)


def _explained(problem: yaml.MarkedYAMLError, text: str, offset: int) -> YamlError:
    mark = problem.problem_mark or problem.context_mark
    if problem.problem and "unexpected end of stream" in problem.problem:
        # The mistake is where the quotation mark was opened, not where the text ran out.
        mark = problem.context_mark or mark
    index = min(mark.index, len(text)) if mark else 0
    # libyaml often notices a mistake at the start of the next row; the row that holds it is the one before.
    if index >= len(text):
        index = max(len(text.rstrip()) - 1, 0)
    message = problem.problem or "cannot be read"
    help = None
    if "mapping values are not allowed" in message:
        help = 'quote the text if it contains ": "'
    elif "cannot start any token" in message and text[index : index + 1] in "\t@`%":
        found = text[index : index + 1]
        help = "indent with spaces, not tabs" if found == "\t" else f"quote a text that starts with `{found}`"
    elif "unexpected end of stream" in message or "expected ',' or" in message:
        help = "close the quotation mark or bracket"
    elif "could not find expected ':'" in message or "did not find expected" in message:
        help = "check the indentation and the colon after the key"
    elif "another document" in message:
        help = "remove the second `---`"
    context = f" {problem.context}" if problem.context else ""
    return YamlError(f"not YAML: {message}{context}", Span(offset + index, offset + index + 1), help)


class _Builder:
    """Turns the parser's events into plain values while noting where each stands."""

    def __init__(self, text: str, offset: int, next_event: Callable[[], Any]) -> None:
        self.text = text
        self.offset = offset
        self.next = next_event
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.duplicates: list[DuplicateKey] = []
        self.error: YamlError | None = None
        self.depth = 0

    def document(self) -> Any:
        """The value of the one document; None if there is none. The errors are PyYAML's, and `_TooMuchError`."""
        self.next()
        start = self.next()
        if isinstance(start, yaml.StreamEndEvent):
            return None
        value = self.value(self.next(), ())
        self.next()
        after = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise yaml.composer.ComposerError(
                "expected a single document in the stream", start.start_mark, "but found another document",
                after.start_mark,
            )  # fmt: skip
        return value

    def span(self, start: int, end: int) -> Span:
        # A block value ends where the next key begins; what a reader sees ends at its last character.
        text = self.text
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(self.offset + start, self.offset + max(end, start + 1))

    def scalar_span(self, event: Any) -> Span:
        start, end = event.start_mark.index, event.end_mark.index
        if end == start or event.style in _BLOCK_STYLES:
            return self.span(start, end)
        return Span(self.offset + start, self.offset + end)

    def value(self, event: Any, path: Path) -> Any:
        """What begins with `event`, whose own events are taken from the parser."""
        if isinstance(event, _Scalar):
            if event.anchor:
                raise self.anchored(event)
            self.values[path] = span = self.scalar_span(event)
            return self.scalar(event, span)
        mapping = self.enter(event)
        # The end is not known yet, and places are kept in the order of the text.
        self.values[path] = Span(self.offset, self.offset)
        allowed = event.tag in (None, "!") or event.tag.startswith((_CORE + "map", _CORE + "seq"))
        found: Any = None
        if not allowed:
            end = self.skip(1)
        else:
            found, end = self.mapping(path) if mapping else self.sequence(path)
            self.depth -= 1
        self.values[path] = span = self.span(event.start_mark.index, end.end_mark.index)
        if not allowed:
            self.wrong_tag(event.tag, span)
        return found

    def sequence(self, path: Path) -> tuple[list[Any], Any]:
        """The items up to the event that ends them, and that event."""
        found: list[Any] = []
        while not isinstance(event := self.next(), _SequenceEnd):
            found.append(self.value(event, (*path, len(found))))
        return found, event

    def mapping(self, path: Path) -> tuple[dict[str, Any], Any]:
        """The fields up to the event that ends them, and that event; of two with one key, the first."""
        found: dict[str, Any] = {}
        while not isinstance(event := self.next(), _MappingEnd):
            if isinstance(event, _Scalar):
                if event.anchor:
                    raise self.anchored(event)
                key, span = event.value, self.scalar_span(event)
            else:
                # A list or a mapping as a key: nothing we know, and its text stands for it.
                start = event.start_mark.index
                self.enter(event)
                key, span = self.text[start:][:40], self.span(start, self.skip(1).end_mark.index)
            at = (*path, key)
            if at in self.keys:
                self.duplicates.append(DuplicateKey(key, span, self.keys[at]))
                self.skip()
                continue
            self.keys[at] = span
            found[key] = self.value(self.next(), at)
        return found, event

    def enter(self, event: Any) -> bool:
        """Whether a list or a mapping begins: a mapping. Stops at what is not allowed."""
        if isinstance(event, yaml.AliasEvent):
            message = f"YAML alias `*{event.anchor}` is not allowed"
            raise _TooMuchError(message, self.mark(event), "write the value out; quote it if it starts with `*`")
        if event.anchor:
            raise self.anchored(event)
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"nested more than {DEEPEST} levels deep"
            raise _TooMuchError(message, self.mark(event), "no field needs more than four levels")
        return isinstance(event, yaml.MappingStartEvent)

    def anchored(self, event: Any) -> _TooMuchError:
        message = f"YAML anchor `&{event.anchor}` is not allowed"
        return _TooMuchError(message, self.mark(event), "write the value out; quote it if it starts with `&`")

    def mark(self, event: Any) -> Span:
        start, end = event.start_mark.index, event.end_mark.index
        return Span(self.offset + start, self.offset + max(end, start + 1))

    def skip(self, inside: int = 0) -> Any:
        """Leave out the next value, or the rest of what was entered if `inside` is 1; returns the last event of it."""
        while True:
            event = self.next()
            if isinstance(event, yaml.CollectionEndEvent):
                self.depth -= 1
                inside -= 1
            elif not isinstance(event, _Scalar):
                self.enter(event)
                inside += 1
            elif event.anchor:
                raise self.anchored(event)
            if not inside:
                return event

    def scalar(self, event: Any, span: Span) -> Any:
        text: str = event.value
        kind = event.tag.removeprefix(_CORE) if event.tag not in (None, "!") else "str"
        if event.implicit[0]:
            kind = _resolved(text)
        match kind:
            case "str":
                return text
            case "null":
                return None
            case "bool":
                return text.lower() in ("yes", "true", "on", "y")
            case "int":
                return _integer(text)
            case "float":
                return _number(text)
            case "timestamp":
                return _Odd(kind, text)
            case _ if kind in ("merge", "value"):
                return text
        self.wrong_tag(event.tag, span)
        return None

    def wrong_tag(self, tag: str, span: Span) -> None:
        tag = tag.replace(_CORE, "!!")
        self.error = self.error or YamlError(f"YAML tag `{tag}` is not allowed", span, "write plain text")


def _resolved(text: str) -> str:
    """What YAML 1.1 takes an unquoted scalar for, by PyYAML's own patterns: the name of its tag without the prefix."""
    for tag, pattern in yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], ()):
        if pattern.match(text):
            return str(tag).removeprefix(_CORE)
    return "str"


def _integer(text: str) -> int | _Odd:
    try:
        return int(text.replace("_", ""), 10)
    except ValueError:
        # 0x1F, 0o17, 0b1, 190:20:30: YAML 1.1 reads numbers that people mean as text.
        return _Odd("int", text)


def _number(text: str) -> float | _Odd:
    try:
        return float(text.replace("_", ""))
    except ValueError:
        return _Odd("float", text)


@dataclass(frozen=True, slots=True)
class _Odd:
    """A value no field takes: a date, or a number in a form that people mean as text. Carries what was written."""

    kind: str
    text: str

    def __str__(self) -> str:
        return self.text
