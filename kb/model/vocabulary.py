"""Kinds, relations, areas, statuses and views: data, read from `concepts/vocabulary.yml`.

Nothing here names a kind or a relation. Whoever needs to know which relation drives a page asks `Vocabulary.views`. The
classes are plain values; `kb.model.validator` validates by their annotations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from kb.model.shape import Form

ANY = "any"
"""In `between`: every kind."""

Text = Annotated[str, Form(least=1)]
Name = Annotated[str, Form(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Color = Annotated[str, Form(pattern=r"^#[0-9a-fA-F]{6}$")]
Strictness = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True)
class GuideInfo:
    """What the guide says of itself."""

    title: Text = "A field guide"
    tagline: str = ""
    description: str = ""
    language: Text = "en"
    license: str = ""
    url: str = ""
    """Where the site is published, for canonical addresses, feeds and exports."""
    repository: str = ""
    """Where contributors edit: the address of the folder that holds `concepts/`, for edit links."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What an entry can be. An abstract kind only groups others."""

    abstract: bool = False
    parent: Name | None = None
    label: Text
    plural: Text
    definition: Text
    icon: Name | None = None
    color: Color | None = None
    shape: Literal["dot", "square", "triangle", "triangleDown", "diamond", "star", "hexagon"] = "dot"
    fields: list[Text] = field(default_factory=list)
    sections: list[Text] = field(default_factory=list)
    maps_to: list[Text] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Qualifier:
    """Something an edge can say of itself."""

    type: Literal["text", "citation", "choice"]
    label: Text
    definition: Text
    values: list[Text] = field(default_factory=list)
    needs: dict[Text, list[Name]] = field(default_factory=dict)
    """For a value of a choice: the qualifiers that must stand beside it."""


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """Which kinds a relation may join; abstract kinds stand for all below them."""

    from_: Name
    to: Name
    same_kind: bool = False


@dataclass(frozen=True, kw_only=True)
class Relation:
    """A relation with its inverse, labels and logic. Every relation is irreflexive."""

    inverse: Name | None = None
    symmetric: bool = False
    transitive: bool = False
    acyclic: Strictness | None = None
    chronological: bool = False
    """The subject cannot be older than the target."""
    areas: Literal["different"] | None = None
    label: Text
    inverse_label: str = ""
    heading: Text
    inverse_heading: str = ""
    definition: Text
    between: list[Pairing] = field(default_factory=list)
    qualifiers: list[Name] = field(default_factory=list)
    required: list[Name] = field(default_factory=list)
    max_out: int | None = None
    max_in: int | None = None
    budget: float | None = None
    """The largest share of an entry's links that may use it."""
    maps_to: list[Text] = field(default_factory=list)
    example: str = ""
    counter_example: str = ""


@dataclass(frozen=True, kw_only=True)
class Disjoint:
    """Relations that cannot hold together on one pair."""

    relations: list[Name]
    reason: Text
    closure: list[Name] = field(default_factory=list)
    directed: bool = False
    unless: dict[Name, Text] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Area:
    """A part of the guide: the first folder of an entry's path."""

    label: Text
    definition: Text


@dataclass(frozen=True, kw_only=True)
class Status:
    """How well supported something is. `evidence` asks for a source or an experiment that shows it."""

    label: Text
    definition: Text
    color: Color | None = None
    evidence: bool = False


@dataclass(frozen=True, kw_only=True)
class RelationView:
    """A view over the edges of one relation."""

    relation: Name
    also: list[Name] = field(default_factory=list)
    kinds: list[Name] = field(default_factory=list)
    qualifier: Name | None = None


@dataclass(frozen=True, kw_only=True)
class MatrixView:
    """Kinds against kinds, with relations in the cells."""

    rows: list[Name]
    columns: list[Name]
    cells: list[Name]


@dataclass(frozen=True, kw_only=True)
class CoverageView:
    """Kinds that relations should reach or come from."""

    kinds: list[Name]
    relations: list[Name]


@dataclass(frozen=True, kw_only=True)
class DebatesView:
    """What speaks for and against entries of some kinds."""

    kinds: list[Name]
    for_: Name
    against: Name


@dataclass(frozen=True, kw_only=True)
class KindsView:
    """Entries of some kinds."""

    kinds: list[Name]


@dataclass(frozen=True, kw_only=True)
class TimelineView:
    """Entries by year."""

    field: Literal["origin.year"] = "origin.year"


@dataclass(frozen=True, kw_only=True)
class Views:
    """Which relation or kind drives which page or check. A view that is not given is not built."""

    prerequisites: RelationView | None = None
    hierarchy: RelationView | None = None
    matrix: MatrixView | None = None
    coverage: CoverageView | None = None
    analogies: RelationView | None = None
    debates: DebatesView | None = None
    evidence: CoverageView | None = None
    confusions: RelationView | None = None
    vague: RelationView | None = None
    supersession: RelationView | None = None
    timeline: TimelineView | None = None
    paths: KindsView | None = None
    people: KindsView | None = None


class Direction(NamedTuple):
    """A relation read in one direction: `mitigated-by` is `mitigates` inverted."""

    name: str
    """The word for this direction."""
    relation: str
    """The relation as declared."""
    inverted: bool


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Everything `concepts/vocabulary.yml` declares."""

    guide: GuideInfo = field(default_factory=GuideInfo)
    kinds: dict[Name, Kind] = field(default_factory=dict)
    qualifiers: dict[Name, Qualifier] = field(default_factory=dict)
    relations: dict[Name, Relation] = field(default_factory=dict)
    disjoint: list[Disjoint] = field(default_factory=list)
    areas: dict[Name, Area] = field(default_factory=dict)
    statuses: dict[Name, Status] = field(default_factory=dict)
    views: Views = field(default_factory=Views)
    roots: list[Name] = field(default_factory=list)

    @cached_property
    def directions(self) -> Mapping[str, Direction]:
        """Every word an author may use for a relation, inverses included."""
        found: dict[str, Direction] = {}
        for name in self.relations:
            found.setdefault(name, Direction(name, name, False))
        for name, relation in self.relations.items():
            if relation.inverse and not relation.symmetric:
                found.setdefault(relation.inverse, Direction(relation.inverse, name, True))
        return found

    @cached_property
    def concrete_kinds(self) -> tuple[str, ...]:
        """The kinds an entry can have, in the order declared."""
        return tuple(name for name, kind in self.kinds.items() if not kind.abstract)

    @cached_property
    def _lineages(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for name in self.kinds:
            line: list[str] = []
            at: str | None = name
            while at and at not in line and at in self.kinds:
                line.append(at)
                at = self.kinds[at].parent
            found[name] = frozenset(line)
        return found

    def falls_under(self, kind: str, group: str) -> bool:
        """Whether `kind` is `group` or lies below it; every kind falls under `any`."""
        return group == ANY or group in self._lineages.get(kind, ())

    def kinds_under(self, *groups: str) -> frozenset[str]:
        """The concrete kinds that are one of `groups` or lie below one."""
        return frozenset(kind for kind in self.concrete_kinds if any(self.falls_under(kind, group) for group in groups))

    @cached_property
    def _joins(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        return {
            name: frozenset(
                (start, end)
                for pairing in relation.between
                for start in self.kinds_under(pairing.from_)
                for end in ([start] if pairing.same_kind else self.kinds_under(pairing.to))
                if self.falls_under(end, pairing.to)
            )
            for name, relation in self.relations.items()
        }

    def joins(self, relation: str, start: str, end: str) -> bool:
        """Whether `relation`, in its declared direction, may go from kind `start` to kind `end`."""
        declared = self.relations[relation]
        if not declared.between or (start, end) in self._joins[relation]:
            return True
        return declared.symmetric and (end, start) in self._joins[relation]

    def starts(self, relation: str, kind: str) -> bool:
        """Whether some edge of `relation` may start at `kind`."""
        return any(self.joins(relation, kind, end) for end in self.concrete_kinds)

    def words_for(self, kind: str) -> tuple[str, ...]:
        """The words an author may use under `links` of an entry of `kind`, in the order declared."""
        return tuple(
            direction.name
            for direction in self.directions.values()
            if (
                any(self.joins(direction.relation, other, kind) for other in self.concrete_kinds)
                if direction.inverted
                else self.starts(direction.relation, kind)
            )
        )

    def relations_between(self, start: str, end: str) -> tuple[str, ...]:
        """The words an author may use for an edge from an entry of kind `start` to one of kind `end`."""
        return tuple(
            direction.name
            for direction in self.directions.values()
            if (
                self.joins(direction.relation, end, start)
                if direction.inverted
                else self.joins(direction.relation, start, end)
            )
        )

    def label(self, name: str) -> str:
        """A relation's words between two titles, in either direction; the name itself for an unknown one."""
        if direction := self.directions.get(name):
            relation = self.relations[direction.relation]
            return (relation.inverse_label or name) if direction.inverted else relation.label
        return name

    def heading(self, name: str) -> str:
        """What titles a group of edges read in this direction."""
        if direction := self.directions.get(name):
            relation = self.relations[direction.relation]
            return (relation.inverse_heading or name) if direction.inverted else relation.heading
        return name

    def inverse(self, name: str) -> str:
        """The word for the same edge read from its other end."""
        direction = self.directions[name]
        relation = self.relations[direction.relation]
        if relation.symmetric:
            return name
        return direction.relation if direction.inverted else (relation.inverse or name)

    def named_qualifiers(self, relation: str) -> Iterator[tuple[str, Qualifier]]:
        """The qualifiers an edge of `relation` may carry, as declared."""
        for name in self.relations[relation].qualifiers:
            if qualifier := self.qualifiers.get(name):
                yield name, qualifier
