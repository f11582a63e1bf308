"""One entry file: frontmatter and body, into a `Concept` and the faults found on the way.

What is wrong is reported once and left out, and everything else still counts, so that one mistake in a file does not hide
the others and a link to a broken entry is not a link to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic_core import ValidationError

from kb.load.body import read_body
from kb.load.shapes import drop, path_of, told
from kb.load.yaml_text import Read, read_yaml
from kb.model.concept import OPENING, Body, Concept, Link, Marks, Origin, Path, Step, within
from kb.model.frontmatter import FIELDS, REQUIRED, Frontmatter, LinkShape
from kb.model.problem import Edit, Fault, Finding, Fix, Related
from kb.model.similar import similar
from kb.model.source import Source, Span
from kb.model.validator import read_shape
from kb.model.vocabulary import Vocabulary

LARGEST_FRONTMATTER = 64 * 1024
_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_CLOSING_CR = re.compile(r"(?<=[\n\r])---[ \t]*(?=[\r\n]|\Z)|\A---[ \t]*(?=[\r\n]|\Z)")
_WRAPPED = re.compile(r"\[\[([^\[\]|#]+)(?:[|#][^\[\]]*)?\]\]")
NO_MARKS = Marks()
_EITHER = ("string_type", "list_type", "dict_type")


def broken_entry(id: str, area: str, source: Source) -> Concept:
    """An entry of which nothing but the id is known."""
    end = len(source.text)
    return Concept(
        id, area, source, "", "", "", (), None, None, None, (), (), (), (), (), False, {}, Body(Span(end, end)), NO_MARKS,
        broken=True,
    )  # fmt: skip


def read_entry(source: Source, id: str, area: str, vocabulary: Vocabulary) -> tuple[Concept, list[Fault]]:
    """Read one file."""
    bounds = bounds_of(source.text)
    if bounds is None:
        return _without_frontmatter(source, id, area)
    inner, body_start = bounds
    body, faults = read_body(source, body_start)
    if inner.end - inner.start > LARGEST_FRONTMATTER:
        message = f"the frontmatter is larger than {LARGEST_FRONTMATTER // 1024} KiB"
        return _broken(source, id, area, Span(0, 3), message, "move text into the body", faults)
    read = read_yaml(source.slice(inner), inner.start)
    if error := read.error:
        return _broken(source, id, area, error.span, error.message, error.help, faults)
    if not isinstance(read.value, dict):
        message = "the frontmatter is empty" if read.value is None else "the frontmatter is not a list of fields"
        return _broken(source, id, area, Span(0, 3), message, "it needs `title:`, `kind:` and `summary:`", faults)
    reader = _Reader(source, read, vocabulary)
    shape = reader.shape()
    return reader.concept(id, area, shape, body, inner), [*reader.faults, *faults]


def bounds_of(text: str) -> tuple[Span, int] | None:
    """The span between the two `---` rows and the offset at which the body starts; None if they are not there."""
    opening = _OPENING.match(text)
    if not opening:
        return None
    at = text.find("\n---", opening.end() - 1)
    if text.startswith("\n---\n", at) and at > 0:
        # As nearly always; what is written otherwise is looked for by the patterns.
        return Span(opening.end(), at + 1), at + 4
    pattern = _CLOSING if "\n" in text else _CLOSING_CR
    for closing in pattern.finditer(text, opening.end()):
        if closing.group().startswith("---"):
            return Span(opening.end(), closing.start()), closing.end()
    # Rows that end in CR LF: `$` stands before the LF only.
    if found := _CLOSING_CR.search(text, opening.end() - 1):
        return Span(opening.end(), found.start()), found.end()
    return None


def _without_frontmatter(source: Source, id: str, area: str) -> tuple[Concept, list[Fault]]:
    help = "start the file with `---`, the fields, and `---` again"
    if not source.text.strip():
        return _broken(source, id, area, Span(0, 0), "the file is empty", help, [])
    if _OPENING.match(source.text):
        return _broken(
            source,
            id,
            area,
            Span(0, 3),
            "the frontmatter is never closed",
            "end it with a row that holds only `---`",
            [],
        )
    return _broken(source, id, area, Span(0, 1), "the file has no frontmatter", help, [])


def _broken(
    source: Source, id: str, area: str, span: Span, message: str, help: str | None, faults: list[Fault]
) -> tuple[Concept, list[Fault]]:
    return broken_entry(id, area, source), [Fault("invalid-yaml", Finding(source, span, message, help)), *faults]


class _Reader:
    def __init__(self, source: Source, read: Read, vocabulary: Vocabulary) -> None:
        self.source = source
        self.read = read
        self.data: dict[str, Any] = read.value
        self.vocabulary = vocabulary
        self.faults: list[Fault] = []
        self.index: dict[Path, Path] = {}

    def place(self, path: Path) -> Span:
        return self.read.marks.place(path) or OPENING

    def fault(self, check: str, span: Span, message: str, help: str | None = None, fix: Fix | None = None) -> None:
        self.faults.append(Fault(check, Finding(self.source, span, message, help, fix=fix)))

    def shape(self) -> Frontmatter:
        """The frontmatter as typed values; what has a wrong shape is reported and left out."""
        for duplicate in self.read.duplicates:
            related = (Related(self.source, duplicate.first, "the first"),)
            message = f"`{duplicate.key}` is given twice"
            help = "join the two; YAML readers keep only one, silently"
            self.faults.append(
                Fault("duplicate-key", Finding(self.source, duplicate.span, message, help, related=related))
            )
        data = dict(self.data)
        for field in REQUIRED:
            if data.get(field) in (None, "", "\0"):
                if field in data:
                    self.fault(
                        "missing-field", self.read.marks.keys[(field,)], f"`{field}` is empty", f"fill in `{field}:`"
                    )
                else:
                    self.fault("missing-field", Span(0, 3), f"the field `{field}` is missing", f"add `{field}: …`")
                data[field] = "\0"
        for field in [name for name, value in data.items() if value is None]:
            # `aliases:` with nothing behind it is an empty field and says nothing.
            del data[field]
        reported: set[Path] = set()
        copied = False
        while True:
            try:
                return read_shape(Frontmatter, data)
            except ValidationError as problem:
                if not copied:
                    # What is wrong will be taken out, and the data as written is still needed.
                    data, copied = _copy(data), True
                found = [(path_of(error, data), error) for error in problem.errors(include_url=False)]
                paths: set[tuple[Path, bool]] = set()
                for path, error in found:
                    if error["type"] in _EITHER and any(_below(other, path) for other, _ in found):
                        # Of "text or fields", the author wrote fields, and what is wrong with them is said by itself.
                        continue
                    paths.add((path, error["type"] == "missing"))
                    if path not in reported and not any(_below(path, known) for known in reported):
                        reported.add(path)
                        self.report(error, path, data)
                for path, missing in sorted(paths, key=lambda item: _deepest_last(item[0]), reverse=True):
                    self.remove(data, path, missing)

    def remove(self, data: dict[str, Any], path: Path, missing: bool) -> None:
        """Leave out what is wrong; the places of later items of a list are kept by leaving a hole."""
        if path and path[0] in REQUIRED:
            data[str(path[0])] = "\0"
        else:
            drop(data, path, missing=missing)

    def report(self, error: Any, path: Path, data: dict[str, Any]) -> None:
        kind = error["type"]
        span = self.place(path)
        if len(path) == 4 and path[0] == "links" and path[3] not in ("to", *self.vocabulary.qualifiers):
            self.unknown_qualifier(str(path[3]), path)
        elif kind == "extra_forbidden":
            self.unknown_field(path, data)
        elif kind == "missing":
            self.fault("missing-field", span, f"`{path[-1]}` is missing here", f"add `{path[-1]}:`")
        elif kind in ("string_too_short", "too_short") or (kind == "string_type" and error["input"] is None):
            if error["input"] is None:
                # Nothing has no place of its own: the key it stands at, or where the item begins.
                span = self.read.marks.keys.get(path) or Span(span.start, span.start + 1)
            self.fault("missing-field", span, f"`{_named(path)}` is empty", "fill it in or remove it")
        else:
            self.wrong_type(error, path, span)

    def unknown_field(self, path: Path, data: dict[str, Any]) -> None:
        name = str(path[-1])
        span = self.read.marks.keys.get(path) or self.place(path)
        known = {1: FIELDS}.get(len(path), ("year", "cite") if path[0] == "origin" else ("to", "why"))
        near = similar(name, [field for field in known if field not in data or len(path) > 1])
        fix = None
        if near:
            fix = Fix(f"rename `{name}` to `{near}`", (Edit(self.source.path, span, near),))
        help = f"the field is called `{near}`" if near else f"the fields are {', '.join(known)}"
        if not near and len(path) == 1 and name in self.vocabulary.directions:
            help = f"`{name}` is a relation: write it under `links:`"
        self.fault("unknown-field", span, f"unknown field `{name}`", help, fix)

    def wrong_type(self, error: Any, path: Path, span: Span) -> None:
        value = error["input"]
        written = self.source.slice(span)
        message, help = told(error, path)
        fix = None
        wants_text = error["type"] == "string_type"
        # Neither in quotation marks nor a block of text nor with a tag: it was YAML that took it for something else.
        plain = path in self.read.marks.values and written[:1] not in ('"', "'", "|", ">", "!")
        if wants_text and plain and not isinstance(value, (list, dict)):
            meant = {bool: "true or false", int: "a number", type(None): "nothing"}.get(type(value), "a date or number")
            message = f"YAML reads `{written}` as {meant}; `{_named(path)}` takes text"
            help = "put it in quotation marks"
            fix = Fix("quote it", (Edit(self.source.path, span, f'"{written}"'),), safe=True)
        elif error["type"] == "list_type" and isinstance(value, str) and "\n" not in written:
            help = "put it in square brackets"
            fix = Fix("make it a list", (Edit(self.source.path, span, f"[{written}]"),), safe=True)
        self.fault("wrong-type", span, message, help, fix)

    def concept(self, id: str, area: str, shape: Frontmatter, body: Body, inner: Span) -> Concept:
        return Concept(
            id=id,
            area=area,
            source=self.source,
            title=_text(shape.title),
            kind=_text(shape.kind),
            summary=_text(shape.summary),
            aliases=tuple(shape.aliases),
            status=shape.status,
            origin=Origin(shape.origin.year, shape.origin.cite) if shape.origin else None,
            cite=shape.cite,
            steps=tuple(self.steps(shape)),
            links=tuple(self.links(shape)),
            sources=tuple(key.removeprefix("@") for key in shape.sources),
            redirects=tuple(shape.redirects),
            same_as=tuple(shape.same_as),
            draft=shape.draft,
            ignore=shape.ignore,
            body=body,
            marks=self.read.marks,
            frontmatter=inner,
            fields=tuple(self.data),
        )

    def steps(self, shape: Frontmatter) -> Iterator[Step]:
        for index, step in self.items(("steps",), shape.steps):
            path: Path = ("steps", index)
            yield self.step(step, None, path) if isinstance(step, str) else self.step(step.to, step.why, path)

    def step(self, to: str, why: str | None, path: Path) -> Step:
        target = _id(to)
        return Step(target, why, within(self.source, target, self.read.marks, path))

    def items(self, path: Path, values: list[Any]) -> Iterator[tuple[int, Any]]:
        """Each value with its place in the list as written, wrong ones having been left out."""
        raw: Any = self.data
        for step in path:
            raw = raw[step] if isinstance(raw, dict) and step in raw else []
        written: list[Any] = raw if isinstance(raw, list) else []
        if len(written) == len(values):
            yield from enumerate(values)
            return
        at = 0
        for value in values:
            to = value if isinstance(value, str) else value.to
            while at < len(written) and (written[at] if isinstance(written[at], str) else _to(written[at])) != to:
                at += 1
            yield min(at, max(len(written) - 1, 0)), value
            at += 1

    def links(self, shape: Frontmatter) -> Iterator[Link]:
        for relation, items in shape.links.items():
            for index, item in self.items(("links", relation), list(items)):
                path: Path = ("links", relation, index)
                if isinstance(item, str):
                    yield Link(relation, _id(item), {}, path, self.source, self.read.marks)
                else:
                    yield Link(relation, _id(item.to), self.qualifiers(item, path), path, self.source, self.read.marks)

    def unknown_qualifier(self, name: str, path: Path) -> None:
        known = self.vocabulary.qualifiers
        span = self.read.marks.keys.get(path) or self.place(path)
        near = similar(name, list(known))
        fix = Fix(f"rename `{name}` to `{near}`", (Edit(self.source.path, span, near),)) if near else None
        help = f"the qualifier is called `{near}`" if near else f"the qualifiers are {', '.join(known)}"
        self.fault("unknown-field", span, f"unknown qualifier `{name}`", help, fix)

    def qualifiers(self, item: LinkShape, path: Path) -> dict[str, str | tuple[str, ...]]:
        found: dict[str, str | tuple[str, ...]] = {}
        known = self.vocabulary.qualifiers
        for name, value in item.qualifiers.items():
            at = (*path, name)
            if name not in known:
                self.unknown_qualifier(name, at)
                continue
            if isinstance(value, list) and known[name].type != "citation":
                self.fault("wrong-type", self.place(at), f"`{name}` takes one text, not a list")
                continue
            if known[name].type == "citation":
                keys = [value] if isinstance(value, str) else value
                found[name] = tuple(key.removeprefix("@") for key in keys)
            else:
                found[name] = str(value)
        return found


def _below(path: Path, other: Path) -> bool:
    """Whether `path` leads to something inside what `other` leads to."""
    return len(path) > len(other) and path[: len(other)] == other


def _to(item: Any) -> Any:
    return item.get("to") if isinstance(item, dict) else None


def _id(text: str) -> str:
    """The id a value points to, without `[[ ]]`."""
    match = _WRAPPED.fullmatch(text.strip()) if "[[" in text else None
    return match.group(1).strip() if match else text


def _text(value: str) -> str:
    return "" if value == "\0" else value


def _named(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")


def _deepest_last(path: Path) -> tuple[tuple[int, str], ...]:
    """Orders paths so that, reversed, later items of a list are dropped before earlier ones."""
    return tuple((step, "") if isinstance(step, int) else (0, step) for step in path)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value
