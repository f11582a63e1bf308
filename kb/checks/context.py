"""What every check is given."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kb.graph import Graph
from kb.model.concept import Concept
from kb.model.guide import Guide
from kb.model.problem import Finding
from kb.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class Context:
    """A guide with its graph.

    `today` is the day against which years are judged. `hidden` counts, per entry id and code, the findings that an
    entry's `ignore` has hidden so far; it is filled only for the checks that run last. `ran` holds the codes that ran.
    """

    guide: Guide
    graph: Graph
    today: datetime.date = field(default_factory=datetime.date.today)
    hidden: Mapping[tuple[str, str], int] = field(default_factory=dict)
    ran: frozenset[str] = frozenset()

    @property
    def vocabulary(self) -> Vocabulary:
        return self.guide.vocabulary

    @property
    def readable(self) -> Iterator[Concept]:
        """The entries whose frontmatter could be read: what is wrong with the others has been said."""
        return (concept for concept in self.guide.concepts if not concept.broken)

    def faults(self, name: str) -> Iterator[Finding]:
        """What the loader left for the check called `name`."""
        return (fault.finding for fault in self.guide.faults_of(name))
