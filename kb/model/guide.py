"""A whole guide, as read from a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.model.bibliography import Bibliography
from kb.model.concept import Concept, Marks
from kb.model.config import Config
from kb.model.problem import Fault
from kb.model.source import Source
from kb.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class Guide:
    """Everything that was read. Loading never raises on bad content: what could not be read is in `faults`.

    `concepts` holds every entry file that has an id, in the order of paths, two with one id included.
    """

    root: Path
    vocabulary: Vocabulary
    vocabulary_source: Source
    vocabulary_marks: Marks
    bibliography: Bibliography
    concepts: tuple[Concept, ...]
    faults: tuple[Fault, ...]
    config: Config
    images: frozenset[str] = frozenset()
    """Paths, relative to the root, of files under `concepts/` that are neither entries nor data."""

    @cached_property
    def by_id(self) -> Mapping[str, Concept]:
        """The entry of each id; the first, where two files claim one."""
        found: dict[str, Concept] = {}
        for concept in self.concepts:
            found.setdefault(concept.id, concept)
        return found

    @cached_property
    def by_path(self) -> Mapping[str, Concept]:
        """The entry of each file."""
        return {concept.path: concept for concept in self.concepts}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Concept, ...]]:
        """Entries by case-folded title and alias: several where they share one."""
        found: dict[str, list[Concept]] = {}
        for concept in self.concepts:
            for name in {name.casefold() for name in (concept.title, *concept.aliases) if name}:
                found.setdefault(name, []).append(concept)
        return {name: tuple(concepts) for name, concepts in found.items()}

    @cached_property
    def redirected(self) -> Mapping[str, Concept]:
        """The entry that each former id leads to now."""
        return {old: concept for concept in self.concepts for old in concept.redirects if old not in self.by_id}

    def faults_of(self, check: str) -> Iterator[Fault]:
        """What the loader left for the check of this name."""
        return (fault for fault in self.faults if fault.check == check)

    def resolve(self, target: str) -> tuple[Concept, ...]:
        """The entries a body link may mean: the one with this id, else all with this title or alias, else none."""
        if concept := self.by_id.get(target) or self.redirected.get(target):
            return (concept,)
        return self.by_name.get(target.casefold(), ())
