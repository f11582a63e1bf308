"""What the text at a place speaks of: an entry, a work, or a word of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.checks.citations import place_of, used_by
from kb.model.concept import Concept
from kb.model.guide import Guide
from kb.model.source import Source, Span
from kb.rename.references import Reference, references, roots

Section = Literal["kinds", "relations", "qualifiers", "statuses", "areas"]


@dataclass(frozen=True, slots=True)
class EntryAt:
    """A place that names an entry, or the title of the entry itself."""

    span: Span
    entry: Concept
    reference: Reference | None


@dataclass(frozen=True, slots=True)
class WorkAt:
    """A citation key."""

    span: Span
    key: str


@dataclass(frozen=True, slots=True)
class WordAt:
    """A word that the vocabulary declares, with the section that declares it."""

    span: Span
    section: Section
    name: str


Subject = EntryAt | WorkAt | WordAt


def source_of(guide: Guide, path: str) -> Source | None:
    """The text of a file of the guide."""
    if concept := guide.by_path.get(path):
        return concept.source
    return next((one for one in (guide.vocabulary_source, guide.bibliography.source) if one.path == path), None)


def subject_at(guide: Guide, path: str, offset: int) -> Subject | None:
    """What stands at an offset of a file; None if it speaks of nothing known."""
    if path == guide.vocabulary_source.path:
        return next((_entry(one) for one in roots(guide) if one.entry and _holds(one.span, offset)), None)
    if path == guide.bibliography.source.path:
        return next((WorkAt(one.key_span, one.key) for one in guide.bibliography if _holds(one.key_span, offset)), None)
    concept = guide.by_path.get(path)
    if concept is None or concept.broken:
        return None
    for reference in references(guide, concept):
        if reference.entry and _holds(reference.span, offset):
            return _entry(reference)
    for used in used_by(concept, guide.vocabulary):
        if _holds(used.around, offset):
            return WorkAt(place_of(concept, used), used.key)
    if concept.title and _holds(concept.value_span("title"), offset):
        return EntryAt(concept.value_span("title"), concept, None)
    return next((word for word in _words(guide, concept) if _holds(word.span, offset)), None)


def _entry(reference: Reference) -> EntryAt:
    assert reference.entry is not None
    return EntryAt(reference.span, reference.entry, reference)


def _words(guide: Guide, concept: Concept) -> Iterator[WordAt]:
    """The words of the vocabulary in the fields of an entry."""
    vocabulary = guide.vocabulary
    for path, span in concept.marks.keys.items():
        if path[:1] == ("links",):
            name = str(path[-1])
            if len(path) == 2 and name in vocabulary.directions:
                yield WordAt(span, "relations", name)
            elif len(path) == 4 and name in vocabulary.qualifiers:
                yield WordAt(span, "qualifiers", name)
    if concept.kind in vocabulary.kinds:
        yield WordAt(concept.value_span("kind"), "kinds", concept.kind)
    if concept.status in vocabulary.statuses:
        yield WordAt(concept.value_span("status"), "statuses", concept.status)


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end
