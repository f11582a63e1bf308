"""YAML with the place of every key and value.

PyYAML's C parser gives nodes with marks; here they become plain values and `Marks`. What YAML allows and an entry must
not use (aliases, anchors, tags, several documents, deep nests) is reported and not followed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from kb.model.concept import Marks, Row
from kb.model.source import Span

# libyaml is happy with any depth; building values recurses.
DEEPEST = 50
_BLOCK_STYLES = frozenset("|>")
_CORE = "tag:yaml.org,2002:"
_STR = _CORE + "str"
_SUSPECT = ("&", "*", "!")
"""What anchors, aliases and tags begin with."""
_OPENINGS = "[{:?-"
"""Without one of these no list or mapping begins."""
_MANY = 1000
"""With fewer, nothing can be nested so deep that PyYAML, which calls itself for each level, runs out of stack."""
_KEY = re.compile(r":(?!\S)")
_CONTENT = re.compile(r"^[ \t]*([^\s#])", re.MULTILINE)
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
"""What YAML 1.1 takes an unquoted scalar for: PyYAML's own patterns with their tags, by the first character."""
# Bound here, as they are asked for at every node; typed loosely, as a node's marks may be None only in theory.
_Scalar: Any = yaml.ScalarNode
_Mapping: Any = yaml.MappingNode
_ENDS = (yaml.DocumentEndEvent, yaml.StreamEndEvent)
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
    marks: Marks = field(default_factory=Marks)
    error: YamlError | None = None
    duplicates: tuple[DuplicateKey, ...] = ()


def read_yaml(text: str, offset: int = 0) -> Read:
    """Parse `text`, which starts at `offset` of its file; spans count from the start of the file."""
    builder = _Builder(text, offset)
    loader = None
    try:
        if any(mark in text for mark in _SUSPECT) or sum(map(text.count, _OPENINGS)) > _MANY:
            _refuse(text, offset)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        except yaml.YAMLError:
            # Of two mistakes the first is told.
            _refuse(text, offset)
            raise
        value = None if node is None else builder.value(node, 0, "")
    except _TooMuchError as problem:
        return Read(error=problem.error)
    except yaml.reader.ReaderError as problem:
        return Read(error=_forbidden(problem, text, offset))
    except yaml.MarkedYAMLError as problem:
        return Read(error=_explained(problem, text, offset))
    except (yaml.YAMLError, UnicodeError, ValueError) as problem:
        return Read(error=YamlError(f"not YAML: {problem}", Span(offset, offset + 1)))
    finally:
        if loader is not None:
            loader.dispose()
    return Read(value, Marks(builder.rows, offset), builder.error, tuple(builder.duplicates))


class _TooMuchError(Exception):
    """An anchor, an alias or a nest too deep to build: more YAML than is allowed."""

    def __init__(self, message: str, event: Any, offset: int, help: str) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.error = YamlError(message, Span(offset + start, offset + max(end, start + 1)), help)


def _forbidden(problem: yaml.reader.ReaderError, text: str, offset: int) -> YamlError:
    code = problem.character
    if not isinstance(code, int) or not 0 <= code <= 0x10FFFF:
        return YamlError(f"not YAML: {problem.reason}", Span(offset, offset + 1))
    # The parser counts bytes. The first such character is the one it stopped at.
    at = offset + max(text.find(chr(code)), 0)
    return YamlError(f"the character U+{code:04X} is not allowed in YAML", Span(at, at + 1), "remove it")


def _explained(problem: yaml.MarkedYAMLError, text: str, offset: int) -> YamlError:
    message = problem.problem or "cannot be read"
    mark, opened = problem.problem_mark or problem.context_mark, problem.context_mark
    if mark and opened and _began_before(message, mark, opened, text):
        mark = opened
    index = min(mark.index, len(text)) if mark else 0
    # libyaml often notices a mistake at the start of the next row; the row that holds it is the one before.
    if index >= len(text):
        index = max(len(text.rstrip()) - 1, 0)
    help = None
    if "mapping values are not allowed" in message and (first := _without_colon(text, mark)) is not None:
        index, help = first, "check the colon after the key"
    elif "mapping values are not allowed" in message:
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


def _began_before(message: str, mark: Any, context: Any, text: str) -> bool:
    """Whether a mistake is where the parser began to read something (`context`), not where it noticed (`mark`)."""
    if "unexpected end of stream" in message or "could not find expected ':'" in message:
        # A quotation mark without a second, a key without its colon.
        return True
    if "expected ',' or" not in message or mark.line == context.line:
        return False
    # A bracket that nothing closes: the next row stands no deeper than the one it is in, or there is none.
    return mark.index >= len(text) or _indent(mark, text) <= _indent(context, text)


def _indent(mark: Any, text: str) -> int:
    """How many blanks begin the row of a mark."""
    row = text[mark.index - mark.column : mark.index]
    return len(row) - len(row.lstrip())


def _without_colon(text: str, mark: Any) -> int | None:
    """Where the first row begins, if it and all others before that of a mark hold no key: they read as one long key."""
    before = text[: mark.index - mark.column] if mark else ""
    return None if _KEY.search(before) or not (first := _CONTENT.search(before)) else first.start(1)


class _Loader(_LOADER):  # type: ignore[misc]
    """PyYAML's loader as far as its nodes. A tag that is not written out is told as the parser saw it, not looked up."""

    def descend_resolver(self, parent: Any, index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        return implicit


def _refuse(text: str, offset: int) -> None:
    """Stop at the first anchor, alias or nest too deep to build; of these the parser's events tell, and its nodes do not."""
    loader = _LOADER(text)
    depth = 0
    try:
        while not isinstance(event := loader.get_event(), _ENDS):
            if isinstance(event, yaml.AliasEvent):
                message = f"YAML alias `*{event.anchor}` is not allowed"
                raise _TooMuchError(message, event, offset, "write the value out; quote it if it starts with `*`")
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                message = f"YAML anchor `&{event.anchor}` is not allowed"
                raise _TooMuchError(message, event, offset, "write the value out; quote it if it starts with `&`")
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    message = f"nested more than {DEEPEST} levels deep"
                    raise _TooMuchError(message, event, offset, "no field needs more than four levels")
    finally:
        loader.dispose()


class _Builder:
    """Turns the parser's nodes into plain values while noting where each stands."""

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.offset = offset
        self.rows: list[Row] = []
        self.duplicates: list[DuplicateKey] = []
        self.error: YamlError | None = None

    def end(self, start: int, end: int) -> int:
        """Where what a reader sees of a block ends; for the parser it does where the next key begins."""
        text = self.text
        while end > start and text[end - 1].isspace():
            end -= 1
        return max(end, start + 1)

    def value(self, node: Any, depth: int, step: str | int, key_start: int = -1, key_end: int = -1) -> Any:
        """What a node says. `step` leads to it from what holds it, and is a key if it has a place."""
        start, end = node.start_mark.index, node.end_mark.index
        if node.__class__ is _Scalar:
            if end == start or node.style in _BLOCK_STYLES:
                end = self.end(start, end)
            self.rows.append((depth, step, key_start, key_end, start, end))
            text: str = node.value
            tag = node.tag
            if tag.__class__ is not str:
                if not tag[0] or not (resolvers := _RESOLVERS.get(text[:1])):
                    return text
                tag = next((tag for tag, pattern in resolvers if pattern.match(text)), _STR)
            return text if tag == _STR else self.scalar(text, tag, start, end)
        end = self.end(start, end)
        self.rows.append((depth, step, key_start, key_end, start, end))
        if isinstance(node.tag, str) and not node.tag.startswith((_CORE + "map", _CORE + "seq")):
            return self.wrong_tag(node.tag, start, end)
        if depth >= DEEPEST:
            _refuse(self.text, self.offset)
        if node.__class__ is _Mapping:
            return self.mapping(node, depth + 1)
        return [self.value(item, depth + 1, index) for index, item in enumerate(node.value)]

    def mapping(self, node: Any, depth: int) -> dict[str, Any]:
        """The fields; of two with one key, the first."""
        found: dict[str, Any] = {}
        for key_node, item in node.value:
            start, end = key_node.start_mark.index, key_node.end_mark.index
            if key_node.__class__ is not _Scalar:
                # A list or a mapping as a key: nothing we know, and its text stands for it.
                _refuse(self.text, self.offset)
                end = self.end(start, end)
                key = " ".join(self.text[start:end].split())[:40]
            else:
                key = key_node.value
                if end == start or key_node.style in _BLOCK_STYLES:
                    end = self.end(start, end)
            if key in found:
                first = next(row for row in reversed(self.rows) if row[:2] == (depth, key))
                self.duplicates.append(DuplicateKey(key, self.span(start, end), self.span(*first[2:4])))
            else:
                found[key] = self.value(item, depth, key, start, end)
        return found

    def span(self, start: int, end: int) -> Span:
        return Span(self.offset + start, self.offset + end)

    def scalar(self, text: str, tag: str, start: int, end: int) -> Any:
        """The value of a scalar that is not simply text."""
        match kind := tag.removeprefix(_CORE):
            case "str" | "merge" | "value":
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
        return self.wrong_tag(tag, start, end)

    def wrong_tag(self, tag: str, start: int, end: int) -> None:
        tag = tag.replace(_CORE, "!!")
        self.error = self.error or YamlError(
            f"YAML tag `{tag}` is not allowed", self.span(start, end), "write plain text"
        )


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
