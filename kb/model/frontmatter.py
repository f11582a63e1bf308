"""The shape of an entry's frontmatter. Closed: a field that is not here is a mistake.

The classes say which values a field takes; the vocabulary says which kinds, relations, statuses and qualifiers exist.
`kb schema` joins the two. Values are checked strictly: YAML 1.1 reads `no` as false and `2019` as a number, and neither
is text.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Annotated

from kb.model.shape import OTHERS, Form, fields_of, word

Text = Annotated[str, Form(least=1)]
QualifierValue = Text | list[Text]


@dataclass(frozen=True, kw_only=True)
class OriginShape:
    """Where an idea comes from. A negative year is before the common era."""

    year: int | None = None
    cite: Text | None = None


@dataclass(frozen=True, kw_only=True)
class LinkShape:
    """One typed link with its qualifiers, which the vocabulary declares."""

    to: Text
    qualifiers: dict[str, QualifierValue] = field(default_factory=dict, metadata={OTHERS: True})


@dataclass(frozen=True, kw_only=True)
class StepShape:
    """One step of a guided sequence: an entry and why it comes next."""

    to: Text
    why: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Frontmatter:
    """The fields of an entry, in the order in which they are best written."""

    title: Text
    kind: Text
    summary: Text
    aliases: list[Text] = field(default_factory=list)
    status: Text | None = None
    origin: OriginShape | None = None
    cite: Text | None = None
    steps: list[Text | StepShape] = field(default_factory=list)
    links: dict[str, list[Text | LinkShape]] = field(default_factory=dict)
    sources: list[Text] = field(default_factory=list)
    redirects: list[Text] = field(default_factory=list)
    same_as: list[Text] = field(default_factory=list)
    draft: bool = False
    ignore: dict[str, Text] = field(default_factory=dict)


FIELDS: tuple[str, ...] = fields_of(Frontmatter)
REQUIRED: tuple[str, ...] = tuple(
    word(field.name) for field in fields(Frontmatter) if field.default is field.default_factory is MISSING
)
