"""What the shapes of `kb.model.vocabulary` cannot say: which names must exist and which settings exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kb.model.concept import Path
from kb.model.frontmatter import FIELDS
from kb.model.shape import as_written
from kb.model.similar import similar
from kb.model.vocabulary import ANY, Qualifier, Relation, Vocabulary

Declared = frozenset[tuple[str, str]]
"""Section and name of everything the file declares, what has a wrong shape included: `("kinds", "boat")`."""

_RESERVED = "to"


class Mistake(NamedTuple):
    """What is wrong, the path of the value, and how to mend it."""

    path: Path
    message: str
    help: str


def mistakes(vocabulary: Vocabulary, declared: Declared) -> Iterator[Mistake]:
    """Everything that contradicts itself, in the order of the sections."""
    names = _Names(vocabulary, declared)
    if declared and not vocabulary.concrete_kinds and not names.sections["kinds"]:
        yield Mistake((), "the vocabulary declares no kind", "an entry needs one: declare it under `kinds:`")
    yield from _kinds(vocabulary, names)
    yield from _qualifiers(vocabulary, names)
    yield from _inverses(vocabulary, names)
    for name, relation in vocabulary.relations.items():
        yield from _relation(name, relation, names)
    yield from _disjoint(vocabulary, names)
    yield from _views(vocabulary, names)


class _Names:
    """Looks names up in the sections that declare them."""

    def __init__(self, vocabulary: Vocabulary, declared: Declared) -> None:
        self.sections = {
            section: tuple(name for at, name in sorted(declared) if at == section)
            for section in ("kinds", "relations", "qualifiers")
        }
        self.inverses = {relation.inverse: name for name, relation in vocabulary.relations.items() if relation.inverse}

    def unknown(self, section: str, path: Path, names: Iterable[str | None]) -> Iterator[Mistake]:
        """A mistake for each of `names`, the items of the list at `path`, that is not declared."""
        for index, name in enumerate(names):
            if name is not None and name not in self.sections[section]:
                yield self.mistake(section, (*path, index), name)

    def one(self, section: str, path: Path, name: str | None) -> Iterator[Mistake]:
        """A mistake if `name`, the value at `path`, is not declared."""
        if name is not None and name not in self.sections[section]:
            yield self.mistake(section, path, name)

    def mistake(self, section: str, path: Path, name: str) -> Mistake:
        noun = section.removesuffix("s")
        if section == "relations" and name in self.inverses:
            return Mistake(path, f"`{name}` is an inverse", f"write the declared relation: `{self.inverses[name]}`")
        known = self.sections[section]
        near = similar(name, known)
        help = f"a similar {noun} exists: `{near}`" if near else f"declared: {', '.join(known) or 'none'}"
        return Mistake(path, f"no {noun} is called `{name}`", help)


def _kinds(vocabulary: Vocabulary, names: _Names) -> Iterator[Mistake]:
    looped: set[str] = set()
    for name, kind in vocabulary.kinds.items():
        if name == ANY:
            yield Mistake(("kinds", name), f"`{ANY}` stands for every kind", "give the kind another name")
        yield from names.one("kinds", ("kinds", name, "parent"), kind.parent)
        line = [name]
        while (parent := vocabulary.kinds[line[-1]].parent) in vocabulary.kinds and parent not in line:
            line.append(str(parent))
        if parent == name and name not in looped:
            looped.update(line)
            loop = " → ".join(f"`{one}`" for one in (*line, name))
            yield Mistake(
                ("kinds", name, "parent"), f"the kinds form a loop: {loop}", "a kind cannot be its own ancestor"
            )
        for index, field in enumerate(kind.fields):
            if field not in FIELDS:
                near = similar(field, FIELDS)
                help = f"the field is called `{near}`" if near else f"the fields are {', '.join(FIELDS)}"
                yield Mistake(("kinds", name, "fields", index), f"no field is called `{field}`", help)


def _qualifiers(vocabulary: Vocabulary, names: _Names) -> Iterator[Mistake]:
    for name, qualifier in vocabulary.qualifiers.items():
        path: Path = ("qualifiers", name)
        if name == _RESERVED:
            yield Mistake(path, f"`{name}` names the target of a link", "give the qualifier another name")
        if qualifier.type == "choice" and not qualifier.values:
            yield Mistake((*path, "type"), f"the choice `{name}` has no values", "list them under `values:`")
        if qualifier.type != "choice" and qualifier.values:
            yield Mistake((*path, "values"), f"`{name}` is no choice and has values", "write `type: choice`")
        for value, needed in qualifier.needs.items():
            if value not in qualifier.values:
                help = f"the values are {', '.join(qualifier.values) or 'none'}"
                yield Mistake((*path, "needs", value), f"`{value}` is not a value of `{name}`", help)
            yield from names.unknown("qualifiers", (*path, "needs", value), needed)


def _inverses(vocabulary: Vocabulary, names: _Names) -> Iterator[Mistake]:
    """An inverse is a word of its own, the other side of one relation."""
    claimed: dict[str, str] = {}
    for name, relation in vocabulary.relations.items():
        path: Path = ("relations", name, "inverse")
        inverse = relation.inverse
        if relation.symmetric:
            if inverse not in (None, name):
                message = f"`{name}` is symmetric and has another relation, `{inverse}`, as inverse"
                yield Mistake(path, message, "remove `inverse:`, or `symmetric:`")
        elif inverse is None:
            message = f"`{name}` has no inverse and is not symmetric"
            yield Mistake(path[:2], message, "add `inverse:`, or `symmetric: true` if it holds both ways")
        elif inverse == name:
            yield Mistake(path, f"`{name}` is its own inverse", "write `symmetric: true` instead")
        elif inverse in names.sections["relations"]:
            yield from _declared_inverse(vocabulary, name, inverse, path)
        elif (first := claimed.setdefault(inverse, name)) != name:
            message = f"`{inverse}` is the inverse of `{first}` too"
            yield Mistake(path, message, "give each relation an inverse of its own")


def _declared_inverse(vocabulary: Vocabulary, name: str, inverse: str, path: Path) -> Iterator[Mistake]:
    other = vocabulary.relations.get(inverse)
    if other and other.inverse == name:
        order = list(vocabulary.relations)
        if order.index(name) > order.index(inverse):  # once for the two
            help = f"a relation is declared once, with its inverse: remove `{name}` or `{inverse}`"
            yield Mistake(path, f"`{name}` and its inverse `{inverse}` are both declared", help)
        return
    back = f"whose inverse is `{other.inverse}`" if other and other.inverse else "which has another inverse or none"
    message = f"the inverse of `{name}` is the relation `{inverse}`, {back}"
    yield Mistake(path, message, "give it an inverse that no other relation uses")


def _relation(name: str, relation: Relation, names: _Names) -> Iterator[Mistake]:
    path: Path = ("relations", name)
    if relation.symmetric:
        for flag, given in (
            ("transitive", relation.transitive),
            ("acyclic", relation.acyclic),
            ("chronological", relation.chronological),
        ):
            if given:
                message = f"`{name}` is symmetric and cannot be {flag}"
                yield Mistake((*path, flag), message, f"remove `{flag}:`, or `symmetric:`")
    for index, pairing in enumerate(relation.between):
        for side, kind in (("from", pairing.from_), ("to", pairing.to)):
            if kind != ANY:
                yield from names.one("kinds", (*path, "between", index, side), kind)
    yield from names.unknown("qualifiers", (*path, "qualifiers"), relation.qualifiers)
    for index, qualifier in enumerate(relation.required):
        if qualifier not in relation.qualifiers:
            message = f"`{name}` requires `{qualifier}` and does not allow it"
            yield Mistake((*path, "required", index), message, "name it under `qualifiers:` too")
    for limit, value in (("max-out", relation.max_out), ("max-in", relation.max_in)):
        if value is not None and value < 1:
            yield Mistake((*path, limit), f"`{limit}` is {value}", "a relation that nothing may have is not needed")
    if relation.budget is not None and not 0 < relation.budget <= 1:
        yield Mistake((*path, "budget"), f"`budget` is {relation.budget}", "write a share between 0 and 1, such as 0.2")


def _disjoint(vocabulary: Vocabulary, names: _Names) -> Iterator[Mistake]:
    for index, disjoint in enumerate(vocabulary.disjoint):
        path: Path = ("disjoint", index)
        yield from names.unknown("relations", (*path, "relations"), disjoint.relations)
        yield from names.unknown("relations", (*path, "closure"), disjoint.closure)
        if len(set(disjoint.relations)) < 2:
            message = "fewer than two relations cannot exclude each other"
            yield Mistake((*path, "relations"), message, "name the relations that cannot hold together")
        for at, name in enumerate(disjoint.closure):
            if (relation := vocabulary.relations.get(name)) and not relation.transitive:
                message = f"`{name}` is not transitive and has no closure"
                yield Mistake((*path, "closure", at), message, "name a transitive relation, or remove it")
        for name, value in disjoint.unless.items():
            yield from names.one("qualifiers", (*path, "unless", name), name)
            yield from _choice(vocabulary.qualifiers.get(name), name, value, (*path, "unless", name))


def _choice(qualifier: Qualifier | None, name: str, value: str, path: Path) -> Iterator[Mistake]:
    if qualifier and qualifier.type == "choice" and value not in qualifier.values:
        yield Mistake(path, f"`{value}` is not a value of `{name}`", f"the values are {', '.join(qualifier.values)}")


_VIEW_FIELDS = {
    "relation": "relations", "also": "relations", "cells": "relations", "relations": "relations", "for": "relations",
    "against": "relations", "kinds": "kinds", "rows": "kinds", "columns": "kinds", "qualifier": "qualifiers",
}  # fmt: skip
"""Which section the names in a view's field come from."""


def _views(vocabulary: Vocabulary, names: _Names) -> Iterator[Mistake]:
    for view, given in as_written(vocabulary.views).items():
        for field, value in (given or {}).items():
            section = _VIEW_FIELDS.get(field) if value is not None else None
            path: Path = ("views", view, field)
            if section and isinstance(value, str):
                yield from names.one(section, path, value)
            elif section:
                yield from names.unknown(section, path, value)
