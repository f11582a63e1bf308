"""What is wrong with the content, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from kb.model.source import Source, Span


class Severity(IntEnum):
    """How much a finding matters; ordered, so that thresholds compare."""

    OFF = 0
    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        return self.name.lower()

    @classmethod
    def named(cls, label: str) -> Severity:
        """The severity called `label` (`off`, `info`, `warning`, `error`); ValueError if there is none."""
        try:
            return cls[label.upper()]
        except KeyError:
            raise ValueError(f"no severity is called {label!r}") from None


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands at `span` of `path` by `text`."""

    path: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend as edits that belong together. A safe one never changes what an author meant."""

    description: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, and why."""

    source: Source
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check yields: a problem before it is given its code and severity.

    `label` is what stands beside the caret in human output. `owner` is the id of the entry whose `ignore` field may hide
    the finding, if any.
    """

    source: Source
    span: Span
    message: str
    help: str | None = None
    label: str | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    owner: str | None = None
    severity: Severity | None = None
    """Milder than the check's own, where the vocabulary says so."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with the check's code, name and severity: what reports print."""

    code: str
    name: str
    severity: Severity
    finding: Finding

    @property
    def path(self) -> str:
        return self.finding.source.path

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        span = self.finding.span
        return (self.path, span.start, span.end, self.code, self.finding.message)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something the loader could not read, under the name of the check that reports it (`invalid-yaml`)."""

    check: str
    finding: Finding
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """What the checks found, in the order of files and places. `hidden` were accepted by an entry's `ignore`."""

    problems: tuple[Problem, ...]
    hidden: tuple[Problem, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many problems have exactly this severity."""
        return sum(problem.severity == severity for problem in self.problems)

    @property
    def worst(self) -> Severity:
        return max((problem.severity for problem in self.problems), default=Severity.OFF)
