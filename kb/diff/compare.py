"""Compares two states of a guide: entries, relations, what follows from them, and problems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.graph import Edge, Graph
from kb.model.concept import Concept
from kb.model.guide import Guide
from kb.model.problem import Problem, Report

Key = tuple[str, str, str]
"""An edge: source, relation in its declared direction, target."""

_FOLDERS = re.compile(r"\]\((?:\.{1,2}/|[a-z0-9-]+/)+(?=[\w-]+\.md\b)")
_NAME_OR_NUMBER = re.compile(r"`([^`]*)`|\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class State:
    """One side of a comparison."""

    guide: Guide
    graph: Graph
    report: Report


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that is on both sides and says something else now. Values are as people read them; empty for none."""

    id: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EdgeChange:
    """An edge on both sides of which a qualifier changed."""

    key: Key
    qualifier: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """Everything that differs: `gained` is in the second state only, `lost` in the first only.

    An id that became a redirect is not lost but renamed, or, if the entry it leads to was there before, merged.
    """

    entries_gained: tuple[Concept, ...]
    entries_lost: tuple[Concept, ...]
    renamed: Mapping[str, str]
    """New id by former id, merged entries included."""
    merged: frozenset[str]
    """The former ids among `renamed` whose entry became part of one that existed."""
    changes: tuple[Change, ...]
    texts: tuple[str, ...]
    """Ids whose text changed."""
    edges_gained: tuple[Key, ...]
    edges_lost: tuple[Key, ...]
    edge_changes: tuple[EdgeChange, ...]
    derived_gained: tuple[Key, ...]
    """What follows now and neither followed nor was written before."""
    derived_lost: tuple[Key, ...]
    """What followed before and neither follows nor is written now."""
    problems_gained: tuple[Problem, ...]
    problems_lost: tuple[Problem, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing differs that this comparison sees."""
        return not any(getattr(self, name) for name in self.__dataclass_fields__)


def compare(before: State, after: State) -> Difference:
    """What leads from one state to the other, in the order of ids and places."""
    old, new = before.guide.by_id, after.guide.by_id
    renamed = _renamed(before, after)
    merged = frozenset(id for id, now in renamed.items() if now in old)
    kept = [(old[id], new[now]) for id in sorted(old) if id not in merged and (now := renamed.get(id, id)) in new]
    said = _Saying(renamed)
    old_edges = {_now(edge.key, renamed, after.graph): edge for edge in before.graph.edges}
    new_edges = {_now(edge.key, {}, after.graph): edge for edge in after.graph.edges}
    old_derived = {_now(key, renamed, after.graph) for key in derived(before.graph)}
    new_derived = {_now(key, {}, after.graph) for key in derived(after.graph)}
    return Difference(
        entries_gained=tuple(new[id] for id in sorted(new) if id not in old and id not in renamed.values()),
        entries_lost=tuple(old[id] for id in sorted(old) if renamed.get(id, id) not in new),
        renamed=renamed,
        merged=merged,
        changes=tuple(change for one, other in kept for change in _changes(one, other, said)),
        texts=tuple(other.id for one, other in kept if said(_text(one)) != _text(other)),
        edges_gained=tuple(sorted(new_edges.keys() - old_edges.keys())),
        edges_lost=tuple(sorted(old_edges.keys() - new_edges.keys())),
        edge_changes=tuple(
            change
            for key in sorted(old_edges.keys() & new_edges.keys())
            for change in _edge_changes(key, old_edges[key], new_edges[key], said)
        ),
        derived_gained=tuple(sorted(new_derived - old_derived - old_edges.keys())),
        derived_lost=tuple(sorted(old_derived - new_derived - new_edges.keys())),
        problems_gained=new_problems(before, after),
        problems_lost=_without(before.report, _moves(before, after), after.report, {}),
    )


def new_problems(before: State, after: State) -> tuple[Problem, ...]:
    """The problems of `after` that `before` did not have, wherever they are.

    Two problems are the same if check, entry and message are. Places do not count, as text may have moved, nor do numbers
    in the message, as a summary that was too long is the same problem at another length. An entry may have moved or have
    been renamed. Of several alike, as many are new as there are more.
    """
    return _without(after.report, {}, before.report, _moves(before, after))


def _without(
    one: Report, moves: Mapping[str, str], other: Report, other_moves: Mapping[str, str]
) -> tuple[Problem, ...]:
    """The problems of `one` that `other` lacks. Moves lead from the names of a report to those of now."""
    known = Counter(_fingerprint(problem, other_moves) for problem in other.problems)
    found: list[Problem] = []
    for problem in one.problems:
        mark = _fingerprint(problem, moves)
        if known[mark]:
            known[mark] -= 1
        else:
            found.append(problem)
    return tuple(found)


def _fingerprint(problem: Problem, moves: Mapping[str, str]) -> tuple[str, str, str]:
    def settled(match: re.Match[str]) -> str:
        name: str | None = match[1]
        return "#" if name is None else f"`{moves.get(name, name)}`"

    message = _NAME_OR_NUMBER.sub(settled, problem.finding.message)
    return (problem.code, moves.get(problem.path, problem.path), message)


def _moves(before: State, after: State) -> dict[str, str]:
    """Paths and ids of entries that are the same under another one now."""
    renamed = _renamed(before, after)
    moves = dict(renamed)
    for id, old in before.guide.by_id.items():
        now = after.guide.by_id.get(renamed.get(id, id))
        if now is not None and now.path != old.path:
            moves[old.path] = now.path
    return moves


def _renamed(before: State, after: State) -> dict[str, str]:
    """The ids of `before` that are redirects in `after`, each with the id it leads to."""
    redirected = after.guide.redirected
    return {id: redirected[id].id for id in sorted(before.guide.by_id) if id in redirected}


def derived(graph: Graph) -> Iterator[Key]:
    """The edges that follow by transitivity and that nobody wrote."""
    for name, relation in graph.vocabulary.relations.items():
        if relation.transitive:
            closure = graph.closure(name)
            for source in {edge.source for edge in graph.by_relation.get(name, ())}:
                for target in closure.reached(source) - {source, *closure.direct(source)}:
                    yield (source, name, target)


def _now(key: Key, renamed: Mapping[str, str], graph: Graph) -> Key:
    """An edge between the ids of now; a symmetric one under one key, whichever side it was written on."""
    source, relation, target = renamed.get(key[0], key[0]), key[1], renamed.get(key[2], key[2])
    declared = graph.vocabulary.relations.get(relation)
    if declared and declared.symmetric and target < source:
        source, target = target, source
    return (source, relation, target)


class _Saying:
    """A text of before as it would be written now: links with the ids of now. A link that follows a rename is no change."""

    def __init__(self, renamed: Mapping[str, str]) -> None:
        self._renamed = renamed
        ids = "|".join(re.escape(id) for id in sorted(renamed, key=len, reverse=True))
        self._link = re.compile(rf"(?<=\[\[)(?:{ids})(?=[\]|#])|(?<![\w-])(?:{ids})(?=\.md\b)") if renamed else None

    def __call__(self, text: str) -> str:
        return self._link.sub(lambda match: self._renamed[match[0]], text) if self._link else text

    def ids(self, ids: Iterable[str]) -> str:
        return ", ".join(self._renamed.get(id, id) for id in ids)


def _changes(one: Concept, other: Concept, said: _Saying) -> Iterator[Change]:
    if one.broken or other.broken:
        # Of an entry that cannot be read nothing is known; the problems say so.
        return
    for field in ("title", "kind", "area", "status", "summary"):
        before, after = (" ".join((getattr(concept, field) or "").split()) for concept in (one, other))
        if before != after and said(before) != after:
            yield Change(other.id, field, before, after)
    if one.aliases != other.aliases:
        yield Change(other.id, "aliases", ", ".join(one.aliases), ", ".join(other.aliases))
    steps, now = ([step.target for step in concept.steps] for concept in (one, other))
    if said.ids(steps) != ", ".join(now):
        yield Change(other.id, "steps", ", ".join(steps), ", ".join(now))
    if one.draft != other.draft:
        yield Change(other.id, "draft", *("true" if concept.draft else "false" for concept in (one, other)))
    if set(one.cited) != set(other.cited):
        yield Change(other.id, "sources", ", ".join(sorted(one.cited)), ", ".join(sorted(other.cited)))


def _text(concept: Concept) -> str:
    """The body, with links to files reduced to the names of the files: where a file lies changes nothing for a reader."""
    return _FOLDERS.sub("](", concept.source.slice(concept.body.span).strip())


def _edge_changes(key: Key, one: Edge, other: Edge, said: _Saying) -> Iterator[EdgeChange]:
    for name in sorted({*one.qualifiers, *other.qualifiers}):
        before, after = one.text(name), other.text(name)
        if before != after and said(before) != after:
            yield EdgeChange(key, name, before, after)
