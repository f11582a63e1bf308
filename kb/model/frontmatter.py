"""The shape of an entry's frontmatter. Closed: a field that is not here is a mistake.

The classes say which values a field takes; the vocabulary says which kinds, relations, statuses and qualifiers exist.
`kb schema` joins the two. Values are checked strictly: YAML 1.1 reads `no` as false and `2019` as a number, and neither
is text.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]
QualifierValue = Text | list[Text]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class OriginShape(_Shape):
    """Where an idea comes from. A negative year is before the common era."""

    year: int | None = None
    cite: Text | None = None


class LinkShape(BaseModel):
    """One typed link with its qualifiers, which the vocabulary declares."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)
    __pydantic_extra__: dict[str, QualifierValue]

    to: Text


class StepShape(_Shape):
    """One step of a guided sequence: an entry and why it comes next."""

    to: Text
    why: Text | None = None


class Frontmatter(_Shape):
    """The fields of an entry, in the order in which they are best written."""

    title: Text
    kind: Text
    summary: Text
    aliases: list[Text] = []
    status: Text | None = None
    origin: OriginShape | None = None
    cite: Text | None = None
    steps: list[Text | StepShape] = []
    links: dict[str, list[Text | LinkShape]] = {}
    sources: list[Text] = []
    redirects: list[Text] = []
    same_as: list[Text] = Field(default=[], alias="same-as")
    draft: bool = False
    ignore: dict[str, Text] = {}


FIELDS: tuple[str, ...] = tuple(field.alias or name for name, field in Frontmatter.model_fields.items())
REQUIRED: tuple[str, ...] = tuple(name for name, field in Frontmatter.model_fields.items() if field.is_required())
