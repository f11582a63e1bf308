"""What every check is given."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from kb.checks.pairing import Pairings
from kb.checks.targets import Targets
from kb.graph import Edge, Graph
from kb.model.concept import BodyLink, Concept
from kb.model.guide import Guide
from kb.model.problem import Finding
from kb.model.similar import Nearest
from kb.model.slug import is_id
from kb.model.vocabulary import Vocabulary

_CITABLE = re.compile(r"\w(?:[\w:.+/-]*\w)?")


@dataclass(frozen=True)
class Context:
    """A guide with its graph.

    `today` is the day against which years are judged. `hidden` counts, per entry id and code, the findings that an
    entry's `ignore` has hidden so far; it is filled only for the checks that run last. `ran` holds the codes that ran.
    `before` is an earlier state of the guide, where there is one to compare with.
    """

    guide: Guide
    graph: Graph
    today: datetime.date = field(default_factory=datetime.date.today)
    hidden: Mapping[tuple[str, str], int] = field(default_factory=dict)
    ran: frozenset[str] = frozenset()
    before: Guide | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        return self.guide.vocabulary

    @cached_property
    def readable(self) -> tuple[Concept, ...]:
        """The entries whose frontmatter could be read: what is wrong with the others has been said."""
        return tuple(concept for concept in self.guide.concepts if not concept.broken)

    @cached_property
    def led(self) -> Sequence[tuple[Concept, BodyLink, tuple[Concept, ...]]]:
        """Every link of the texts with the entry it stands in and those it may mean, entry by entry."""
        entries = Targets(self.guide).entries
        return [(concept, link, entries(concept, link)) for concept in self.readable for link in concept.body.links]

    @cached_property
    def cited(self) -> Mapping[str, tuple[str, ...]]:
        """What each readable entry cites, by its path."""
        return {concept.path: concept.cited for concept in self.readable}

    @cached_property
    def pairings(self) -> Pairings:
        return Pairings(self.guide)

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        return {concept.path: concept.id for concept in self.guide.concepts}

    def faults(self, name: str) -> Iterator[Finding]:
        """What the loader left for the check called `name`, each with the entry that owns it."""
        for fault in self.guide.faults_of(name):
            yield replace(fault.finding, owner=self._owners.get(fault.finding.source.path))

    @cached_property
    def joined(self) -> tuple[Edge, ...]:
        """The edges between two different entries that both could be read. Of the others something else has been said."""
        readable = {id for id, concept in self.guide.by_id.items() if not concept.broken}
        return tuple(
            edge
            for edge in self.graph.edges
            if edge.source != edge.target and edge.source in readable and edge.target in readable
        )

    @cached_property
    def sound(self) -> tuple[Edge, ...]:
        """Of these, the edges of a relation that may join the two kinds; where a kind is unknown, nothing can be said."""
        kinds, joins = frozenset(self.vocabulary.concrete_kinds), cache(self.vocabulary.joins)
        found = []
        for edge in self.joined:
            start, end = self.graph.nodes[edge.source].kind, self.graph.nodes[edge.target].kind
            if start not in kinds or end not in kinds or joins(edge.relation, start, end):
                found.append(edge)
        return tuple(found)

    @cached_property
    def unread(self) -> str:
        """The texts of the files that could not be read. What they name may be missing only because of that."""
        return "\n".join(concept.source.text for concept in self.guide.concepts if concept.broken)

    @cached_property
    def nearest_id(self) -> Nearest:
        """Offers ids in the form of one: any other would have to be changed again."""
        return Nearest(id for id in self.guide.by_id if is_id(id))

    @cached_property
    def citable_keys(self) -> tuple[str, ...]:
        """The bibliography's keys that can be written in a citation: a bracket or a semicolon would end it."""
        return tuple(key for key in self.guide.bibliography.references if _CITABLE.fullmatch(key))

    @cached_property
    def nearest_key(self) -> Nearest:
        return Nearest(self.citable_keys)
