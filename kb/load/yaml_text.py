"""YAML with the place of every key and value.

PyYAML's C parser gives nodes with marks; here they become plain values and `Marks`. What YAML allows and an entry must
not use (aliases, anchors, tags, several documents, deep nests) is reported and not followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from kb.model.concept import Marks, Path
from kb.model.source import Span

# libyaml is happy with any depth, but building nodes recurses in C: some 30,000 levels end the process.
DEEPEST = 50
_CORE = "tag:yaml.org,2002:"
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
    plain: frozenset[Path] = frozenset()
    """Paths of unquoted scalars: those that YAML may have read as something other than text."""


def read_yaml(text: str, offset: int = 0) -> Read:
    """Parse `text`, which starts at `offset` of its file; spans count from the start of the file."""
    try:
        if error := _too_much(text, offset):
            return Read(error=error)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.reader.ReaderError as problem:
        at = offset + (problem.position or 0)
        return Read(error=YamlError(f"the character {problem.character!r} is not allowed in YAML", Span(at, at + 1)))
    except yaml.MarkedYAMLError as problem:
        return Read(error=_explained(problem, text, offset))
    except (yaml.YAMLError, UnicodeError, ValueError) as problem:
        return Read(error=YamlError(f"not YAML: {problem}", Span(offset, offset + 1)))
    if node is None:
        return Read()
    builder = _Builder(text, offset)
    value = builder.value(node, ())
    return Read(
        value, Marks(builder.keys, builder.values), builder.error, tuple(builder.duplicates), frozenset(builder.plain)
    )


def _too_much(text: str, offset: int) -> YamlError | None:
    """An anchor, an alias or a nest too deep to build. Looks at parser events, which cost no recursion."""
    suspicious = text.count("[") + text.count("{") + text.count("- -") + text.count("? ") > DEEPEST
    indented = any(line.startswith(" " * DEEPEST) for line in text.split("\n"))
    if not (suspicious or indented or "&" in text or "*" in text):
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        start = event.start_mark.index if event.start_mark else 0
        mark = Span(offset + start, offset + max(event.end_mark.index if event.end_mark else 0, start + 1))
        if isinstance(event, yaml.AliasEvent):
            alias = getattr(event, "anchor", "")
            return YamlError(
                f"YAML alias `*{alias}` is not allowed", mark, "write the value out; quote it if it starts with `*`"
            )
        if anchor := getattr(event, "anchor", None):
            return YamlError(
                f"YAML anchor `&{anchor}` is not allowed", mark, "write the value out; quote it if it starts with `&`"
            )
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
            if depth > DEEPEST:
                return YamlError(
                    f"nested more than {DEEPEST} levels deep", mark, "no field needs more than four levels"
                )
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1
    return None


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
    """Turns nodes into plain values while noting where each stands."""

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.offset = offset
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.duplicates: list[DuplicateKey] = []
        self.plain: set[Path] = set()
        self.error: YamlError | None = None

    def span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark.index, node.end_mark.index
        # A block value ends where the next key begins; what a reader sees ends at its last character.
        end = start + len(self.text[start:end].rstrip())
        return Span(self.offset + start, self.offset + max(end, start + 1))

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.values[path] = self.span(node)
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, path)
        if not node.tag.startswith((_CORE + "map", _CORE + "seq")):
            self.wrong_tag(node)
            return None
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, at)) for at, item in enumerate(node.value)]
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = (
                key_node.value if isinstance(key_node, yaml.ScalarNode) else self.text[key_node.start_mark.index :][:40]
            )
            at = (*path, key)
            if at in self.keys:
                self.duplicates.append(DuplicateKey(key, self.span(key_node), self.keys[at]))
                continue
            self.keys[at] = self.span(key_node)
            found[key] = self.value(value_node, at)
        return found

    def scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        if not node.style:  # the C parser says "", the Python one None
            self.plain.add(path)
        kind = node.tag.removeprefix(_CORE)
        text: str = node.value
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
        self.wrong_tag(node)
        return None

    def wrong_tag(self, node: yaml.Node) -> None:
        tag = node.tag.replace(_CORE, "!!")
        self.error = self.error or YamlError(f"YAML tag `{tag}` is not allowed", self.span(node), "write plain text")


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
