"""The works that entries cite: `concepts/references.bib`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from kb.model.source import Source, Span


@dataclass(frozen=True, slots=True)
class Author:
    """A person as `family, given`, or a group as `family` alone."""

    family: str
    given: str = ""

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Reference:
    """One work. Texts are plain (no TeX). `fields` holds every field as plain text, under its lower-case name."""

    key: str
    type: str
    """article, book, inproceedings, misc, …"""
    title: str
    authors: Sequence[Author]
    et_al: bool
    """The list ended in `and others`."""
    year: int | None
    fields: Mapping[str, str]
    span: Span
    """From the `@` to the closing brace."""
    key_span: Span
    field_spans: Mapping[str, Span] = field(default_factory=dict, repr=False)
    """The value of each field, without braces."""
    raw: str = field(default="", repr=False)
    """The entry as written, for people who copy it."""

    @property
    def doi(self) -> str:
        return self.fields.get("doi", "")

    @property
    def arxiv(self) -> str:
        """The arXiv id, if the work has one."""
        if "arxiv" in (self.fields.get("archiveprefix", "").lower(), self.fields.get("eprinttype", "").lower()):
            return self.fields.get("eprint", "")
        return ""

    @property
    def isbn(self) -> str:
        return self.fields.get("isbn", "")

    @property
    def address(self) -> str:
        """The best address to read it at: its URL, else the one its DOI or arXiv id resolves to; empty if it has none."""
        if url := self.fields.get("url", ""):
            return url
        if self.doi:
            # Old DOIs hold `<` and `>`.
            return f"https://doi.org/{quote(self.doi, safe='/()')}"
        if self.arxiv:
            return f"https://arxiv.org/abs/{self.arxiv}"
        return ""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """All works by key, in the order of the file."""

    source: Source
    references: Mapping[str, Reference]

    def __contains__(self, key: object) -> bool:
        return key in self.references

    def __getitem__(self, key: str) -> Reference:
        return self.references[key]

    def __iter__(self) -> Iterator[Reference]:
        return iter(self.references.values())

    def __len__(self) -> int:
        return len(self.references)

    def get(self, key: str) -> Reference | None:
        return self.references.get(key)
