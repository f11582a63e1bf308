"""What is shown about the thing under the pointer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.graph import Graph
from kb.graph.sentences import reasons, sentence
from kb.lsp.subject import EntryAt, WordAt, WorkAt, subject_at
from kb.lsp.wording import authors_of, escaped, kind_of, plain, status_of
from kb.model.concept import Concept
from kb.model.guide import Guide
from kb.model.source import Span

MOST_SENTENCES = 8
"""Of the relations of an entry; `kb show` tells them all."""


@dataclass(frozen=True, slots=True)
class Hover:
    """A heading, what kind of thing it is, paragraphs, and sentences as a list."""

    span: Span
    title: str
    kind: str
    paragraphs: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def markdown(self) -> str:
        head = f"**{escaped(self.title)}**" + (f" · {escaped(self.kind)}" if self.kind else "")
        parts = [head, *map(escaped, self.paragraphs), "\n".join(f"- {escaped(one)}" for one in self.sentences)]
        return "\n\n".join(part for part in parts if part)

    @property
    def text(self) -> str:
        """For editors that show no Markdown."""
        head = f"{plain(self.title)} · {plain(self.kind)}" if self.kind else plain(self.title)
        parts = [head, *map(plain, self.paragraphs), "\n".join(f"- {plain(one)}" for one in self.sentences)]
        return "\n\n".join(part for part in parts if part)


def hover_at(guide: Guide, graph: Graph, path: str, offset: int) -> Hover | None:
    """What to say of the place; None if there is nothing to say."""
    match subject_at(guide, path, offset):
        case EntryAt(span, entry, reference):
            owner = guide.by_path.get(path)
            return _entry(guide, graph, span, entry, owner if reference else None)
        case WorkAt(span, key):
            work = guide.bibliography.get(key)
            if work is None:
                return None
            where = tuple(
                part for part in (work.fields.get("journal", work.fields.get("booktitle", "")), work.address) if part
            )
            return Hover(span, work.title or key, authors_of(work), where)
        case WordAt(span, section, name):
            return _word(guide, span, section, name)
    return None


def _entry(guide: Guide, graph: Graph, span: Span, entry: Concept, owner: Concept | None) -> Hover:
    """An entry: how it relates to the one that is being written, or, of that one itself, to others."""
    vocabulary = guide.vocabulary
    kind = " · ".join(part for part in (kind_of(vocabulary, entry), status_of(vocabulary, entry)) if part)
    told = list(_between(graph, owner.id, entry.id) if owner and owner is not entry else _around(graph, entry.id))
    if len(told) > MOST_SENTENCES:
        told = [*told[:MOST_SENTENCES], f"… and {len(told) - MOST_SENTENCES} more"]
    return Hover(span, entry.title or entry.id, kind, (entry.summary,), tuple(told))


def _between(graph: Graph, one: str, other: str) -> Iterator[str]:
    for seen in graph.seen_from(one):
        if seen.other == other:
            why = "; ".join(f"{label}: {plain(text)}" for label, text in reasons(graph, seen))
            yield f"{sentence(graph, one, seen)} ({why})" if why else sentence(graph, one, seen)


def _around(graph: Graph, id: str) -> Iterator[str]:
    return (sentence(graph, id, seen) for seen in graph.seen_from(id))


def _word(guide: Guide, span: Span, section: str, name: str) -> Hover:
    vocabulary = guide.vocabulary
    if section == "relations":
        direction = vocabulary.directions[name]
        relation = vocabulary.relations[direction.relation]
        said = [relation.definition]
        if direction.inverted:
            said.insert(0, f"Read from its other end: {direction.relation}.")
        said += [f"Needs: {', '.join(relation.required)}."] if relation.required else []
        said += [f"Example: {relation.example}"] if relation.example else []
        return Hover(span, name, f"… {vocabulary.label(name)} …", tuple(said))
    if section == "qualifiers":
        qualifier = vocabulary.qualifiers[name]
        values = (f"One of: {', '.join(qualifier.values)}.",) if qualifier.values else ()
        return Hover(span, name, qualifier.type, (qualifier.definition, *values))
    declared = vocabulary.kinds[name] if section == "kinds" else vocabulary.statuses[name]
    return Hover(span, declared.label, name, (declared.definition,))
