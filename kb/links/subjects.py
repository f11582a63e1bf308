"""What is asked about, and where the guide uses it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kb.model.bibliography import Reference
from kb.model.source import Source, Span


class Scheme(Enum):
    """Whom to ask."""

    URL = "url"
    DOI = "doi"
    ARXIV = "arxiv"


class Notation(Enum):
    """What stands around an address in its file, and so, which characters a new one may have."""

    MARKDOWN = "markdown"
    BIBTEX = "bibtex"
    YAML = "yaml"


@dataclass(frozen=True, slots=True)
class Place:
    """One use of an address or identifier."""

    source: Source
    span: Span
    written: str
    """The address as its author wrote it. It stands at `span`, unless it is written with escapes."""
    notation: Notation
    fragment: str = ""
    owner: str | None = None
    """The id of the entry, if it is one."""
    reference: Reference | None = None
    changed: bool = True
    """Whether its file, or its reference, changed since the revision asked for."""

    @property
    def exact(self) -> bool:
        """Whether exactly the address stands at the span, so that it can be replaced."""
        return self.source.slice(self.span) == self.written


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to ask about once, however often it is used. Of an address, `value` has no fragment."""

    scheme: Scheme
    value: str
    places: tuple[Place, ...]
    """Changed ones first, then in the order of files."""

    @property
    def key(self) -> str:
        return f"{self.scheme.value}:{self.value}"

    @property
    def fragments(self) -> tuple[str, ...]:
        """The fragments it is used with, each once."""
        return tuple(dict.fromkeys(place.fragment for place in self.places if place.fragment))
