"""From a place to another: where a thing is declared, where it is used, and what a file is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.checks.citations import place_of, used_by
from kb.lsp.subject import EntryAt, WordAt, WorkAt, subject_at
from kb.model.anchors import anchor_on
from kb.model.concept import Concept, Heading
from kb.model.guide import Guide
from kb.model.source import Source, Span
from kb.rename.references import references, roots


@dataclass(frozen=True, slots=True)
class Location:
    """A span of a file."""

    source: Source
    span: Span


@dataclass(frozen=True, slots=True)
class Symbol:
    """A part of a file: what it is called, all of it, and the words that name it."""

    name: str
    detail: str
    span: Span
    name_span: Span
    children: tuple[Symbol, ...] = ()


def definition_at(guide: Guide, path: str, offset: int) -> Location | None:
    """Where the thing at a place is declared."""
    match subject_at(guide, path, offset):
        case EntryAt(_, entry, reference):
            return _entry(entry, reference.anchor if reference else None)
        case WorkAt(_, key):
            work = guide.bibliography.get(key)
            return Location(guide.bibliography.source, work.key_span) if work else None
        case WordAt(_, section, name):
            declared = guide.vocabulary.directions[name].relation if section == "relations" else name
            span = guide.vocabulary_marks.keys.get((section, declared))
            return Location(guide.vocabulary_source, span) if span else None
    return None


def references_at(guide: Guide, path: str, offset: int, *, declaration: bool = True) -> list[Location]:
    """Every place that speaks of the thing at a place; at a place that speaks of nothing, of the entry of the file."""
    subject = subject_at(guide, path, offset)
    if isinstance(subject, WorkAt):
        return [*_declared(guide, path, offset, declaration), *_uses_of_work(guide, subject.key)]
    if isinstance(subject, WordAt):
        return [*_declared(guide, path, offset, declaration), *_uses_of_word(guide, subject)]
    entry = subject.entry if subject else guide.by_path.get(path)
    if entry is None:
        return []
    everywhere = (*roots(guide), *(one for owner in guide.concepts for one in references(guide, owner)))
    used = [Location(one.source, one.span) for one in everywhere if one.entry is entry]
    return [_entry(entry, None), *used] if declaration else used


def symbols_of(guide: Guide, path: str) -> tuple[Symbol, ...]:
    """What a file is made of: an entry's fields and headings, works, sections of the vocabulary."""
    if path == guide.bibliography.source.path:
        return tuple(Symbol(one.key, one.title, one.span, one.key_span) for one in guide.bibliography)
    if path == guide.vocabulary_source.path:
        return tuple(_sections(guide))
    concept = guide.by_path.get(path)
    if concept is None or concept.broken:
        return ()
    fields = tuple(
        Symbol(field, "", Span(concept.key_span(field).start, concept.value_span(field).end), concept.key_span(field))
        for field in concept.fields
        if concept.value_span(field).end >= concept.key_span(field).end
    )
    whole = Span(0, len(concept.source.text))
    title = concept.value_span("title")
    return (Symbol(concept.title or concept.id, concept.id, whole, title, (*fields, *_headings(concept))),)


def entries_named(guide: Guide, query: str) -> list[Concept]:
    """The entries of whose id, title or an alias the words of a query are parts, those that begin so first."""
    words = query.casefold().split()
    found = []
    for concept in guide.by_id.values():
        names = " ".join((concept.id, concept.title, *concept.aliases)).casefold()
        if all(word in names for word in words):
            found.append((not names.startswith(query.casefold()), concept.id, concept))
    return [concept for _, _, concept in sorted(found, key=lambda one: one[:2])]


def _entry(entry: Concept, anchor: str | None) -> Location:
    if anchor and (slug := anchor_on(entry, anchor)):
        for heading in entry.body.headings:
            if heading.slug == slug:
                return Location(entry.source, heading.span)
    return Location(entry.source, entry.value_span("title"))


def _declared(guide: Guide, path: str, offset: int, wanted: bool) -> list[Location]:
    found = definition_at(guide, path, offset) if wanted else None
    return [found] if found else []


def _uses_of_work(guide: Guide, key: str) -> Iterator[Location]:
    for owner in guide.concepts:
        for used in used_by(owner, guide.vocabulary):
            if used.key == key:
                yield Location(owner.source, place_of(owner, used))


def _uses_of_word(guide: Guide, word: WordAt) -> Iterator[Location]:
    for owner in guide.concepts:
        if word.section == "kinds" and owner.kind == word.name:
            yield Location(owner.source, owner.value_span("kind"))
        elif word.section == "statuses" and owner.status == word.name:
            yield Location(owner.source, owner.value_span("status"))
        elif word.section in ("relations", "qualifiers"):
            depth = 2 if word.section == "relations" else 4
            for path, span in owner.marks.keys.items():
                if len(path) == depth and path[0] == "links" and path[-1] == word.name:
                    yield Location(owner.source, span)


def _headings(concept: Concept) -> tuple[Symbol, ...]:
    """The headings as a tree: each reaches to the next of its level or above."""

    def tree(headings: list[Heading], end: int) -> tuple[Symbol, ...]:
        made = []
        at = 0
        while at < len(headings):
            first = headings[at]
            after = next((n for n in range(at + 1, len(headings)) if headings[n].level <= first.level), len(headings))
            until = headings[after].span.start if after < len(headings) else end
            name = Span(first.span.start, first.span.start + len(concept.source.slice(first.span).rstrip()))
            inner = tree(headings[at + 1 : after], until)
            made.append(Symbol(first.text or first.slug, "", Span(first.span.start, until), name, inner))
            at = after
        return tuple(made)

    return tree(list(concept.body.headings), concept.body.span.end)


def _sections(guide: Guide) -> Iterator[Symbol]:
    marks = guide.vocabulary_marks
    for path, key in marks.keys.items():
        if len(path) == 1:
            inner = tuple(
                Symbol(str(below[1]), "", Span(span.start, max(marks.values[below].end, span.end)), span)
                for below, span in marks.keys.items()
                if len(below) == 2 and below[0] == path[0]
            )
            yield Symbol(str(path[0]), "", Span(key.start, max(marks.values[path].end, key.end)), key, inner)
