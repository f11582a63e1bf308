"""Every place of a file that names an entry: typed links, steps, links of the text, exercises, roots of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

from kb.checks.targets import is_outside, path_to
from kb.model.concept import Concept, Exercise
from kb.model.guide import Guide
from kb.model.source import Source, Span

Form = Literal["typed", "step", "about", "root", "wikilink", "path"]

_ID = r"[^\[\]|#\r\n]+"
_WIKILINK = re.compile(rf"\[\[(?P<id>{_ID})(?:\\?[|#][^\[\]\r\n]*)?\]\]")
_CODE = r"(?P<code>`+)[^\r\n]*?(?P=code)|\\."
_IN_EXERCISE = re.compile(rf"{_CODE}|\[\[(?P<id>{_ID})[^\[\]\r\n]*\]\]|\]\((?P<path>[^\s()#]+)[^\s()]*\)")
_ABOUT = re.compile(
    r"^[ \t]*about[ \t]*:(?P<ids>[^\r\n]*(?:[\r\n]+(?![ \t]*(?:\w+[ \t]*:|`{3}|~{3}))[^\r\n]*)*)", re.MULTILINE
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_DESTINATION = re.compile(r"\]\(\s*(?:<(?P<angle>[^<>\r\n]*)>|(?P<bare>[^\s()]*))")
_DEFINITION = re.compile(
    r"^ {0,3}(?:> ?)*\[(?!\^)[^\[\]\r\n]+\]:[ \t]*(?:[\r\n]+[ \t]*)?(?:<(?P<angle>[^<>\r\n]*)>|(?P<bare>\S+))",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One place. `span` covers the id, or the path of a relative link, without quotation marks, brackets and anchor."""

    form: Form
    source: Source
    span: Span
    target: str
    """As written: an id, for a wikilink also a title or alias, or a path relative to the file."""
    entry: Concept | None
    """What it leads to; None if nothing, or if it may mean several."""
    anchor: str | None = None
    relation: str | None = None
    """The word of a typed link."""


def references(guide: Guide, concept: Concept) -> Iterator[Reference]:
    """The places in an entry's file that name entries, each once, typed links first."""
    seen: set[Span] = set()
    for found in _all(guide, concept):
        if found.span not in seen:
            seen.add(found.span)
            yield found


def roots(guide: Guide) -> Iterator[Reference]:
    """The entries that the vocabulary names as roots."""
    source = guide.vocabulary_source
    for path, span in guide.vocabulary_marks.values.items():
        if len(path) == 2 and path[0] == "roots":
            inner = _unquoted(source, span)
            target = source.slice(inner)
            yield Reference("root", source, inner, target, guide.by_id.get(target))


def relative_targets(concept: Concept) -> Iterator[tuple[Span, str]]:
    """The relative targets of links, images and link definitions of a text, without `#anchor`, and where they stand."""
    source, body = concept.source, concept.body
    for link in body.links:
        if link.form in ("link", "image") and link.target and not is_outside(link.target):
            matches = [*_DESTINATION.finditer(source.text, link.span.start, link.span.end)]
            for match in reversed(matches):
                span, written = _destination(match)
                if unescape(_ESCAPE.sub(r"\1", written)) == link.target:
                    yield span, link.target
                    break
    hidden = [span for _, span in body.fences] + [exercise.span for exercise in body.exercises]
    for match in _DEFINITION.finditer(source.text, *body.span):
        span, written = _destination(match)
        if written and not is_outside(written) and not any(one.start <= span.start < one.end for one in hidden):
            yield span, written
    for exercise in body.exercises:
        for match in _IN_EXERCISE.finditer(source.text, *exercise.span):
            if match["path"] and not is_outside(match["path"]):
                yield Span(*match.span("path")), match["path"]


def _all(guide: Guide, concept: Concept) -> Iterator[Reference]:
    source = concept.source
    for link in concept.links:
        yield Reference(
            "typed", source, link.target_span, link.target, guide.by_id.get(link.target), relation=link.relation
        )
    for step in concept.steps:
        yield Reference("step", source, step.span, step.target, guide.by_id.get(step.target))
    holders = {path[:-1] for path in concept.marks.values if path}
    for path, span in concept.marks.values.items():
        if path not in holders and "[[" in source.slice(span):
            for match in _WIKILINK.finditer(source.text, *span):
                yield _named(guide, concept, Span(*match.span("id")))
    for one in concept.body.links:
        if one.form == "wikilink" and one.target:
            inner, _, _ = source.slice(one.target_span).partition("#")
            at = one.target_span.start + len(inner) - len(inner.lstrip())
            if inner.strip() == one.target:
                yield _named(guide, concept, Span(at, at + len(one.target)), one.anchor)
    anchors = {one.target: one.anchor for one in concept.body.links if one.form == "link"}
    for span, written in relative_targets(concept):
        if written.lower().endswith(".md"):
            entry = guide.by_path.get(path_to(concept, written) or "")
            yield Reference("path", source, span, written, entry, anchors.get(written))
    for exercise in concept.body.exercises:
        yield from _exercise(guide, concept, exercise)


def _exercise(guide: Guide, concept: Concept, exercise: Exercise) -> Iterator[Reference]:
    text = concept.source.text
    for match in _IN_EXERCISE.finditer(text, *exercise.span):
        if match["id"]:
            yield _named(guide, concept, Span(*match.span("id")))
    for about in _ABOUT.finditer(text, *exercise.span):
        for id in exercise.about:
            name = id.strip().removeprefix("[[").removesuffix("]]").strip()
            for match in re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])").finditer(text, *about.span("ids")):
                yield Reference("about", concept.source, Span(*match.span()), name, guide.by_id.get(name))


def _named(guide: Guide, concept: Concept, span: Span, anchor: str | None = None) -> Reference:
    """A wikilink, by id, former id, title or alias."""
    written = concept.source.slice(span)
    start = span.start + len(written) - len(written.lstrip())
    target = written.strip()
    found = guide.resolve(target)
    entry = found[0] if len(found) == 1 else None
    return Reference("wikilink", concept.source, Span(start, start + len(target)), target, entry, anchor)


def _destination(match: re.Match[str]) -> tuple[Span, str]:
    group = "bare" if match["angle"] is None else "angle"
    written, _, _ = match[group].partition("#")
    start = match.start(group)
    return Span(start, start + len(written)), written


def _unquoted(source: Source, span: Span) -> Span:
    written = source.slice(span)
    quoted = len(written) > 1 and written[0] == written[-1] and written[0] in "\"'"
    return Span(span.start + 1, span.end - 1) if quoted else span
