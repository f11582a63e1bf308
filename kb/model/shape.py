"""What the shapes of the formats are written with.

A shape is a frozen dataclass: its fields are the fields of a mapping in a file, their annotations say which values they
take, and those with a default may be left out. `kb.model.validator` makes what validates from the same annotations, so
that a shape is written once and whoever only uses its values need not load what validates.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

OTHERS = "others"
"""In a field's metadata: it is none of the file's, and holds by name every field of the mapping that no other names."""


class Form(NamedTuple):
    """In `Annotated`: what a text has to look like."""

    least: int | None = None
    """How many characters it has."""
    pattern: str | None = None


def word(name: str) -> str:
    """How a field is written in a file: `inverse_label` is `inverse-label`, and `from_` is `from`."""
    return name.rstrip("_").replace("_", "-")


def fields_of(shape: type[DataclassInstance]) -> tuple[str, ...]:
    """The fields of a shape as a file writes them."""
    return tuple(word(field.name) for field in fields(shape))


def as_written(value: Any) -> Any:
    """A value of a shape as the lists and mappings that a file would hold, with every default written out."""
    if is_dataclass(value):
        return {word(field.name): as_written(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {name: as_written(one) for name, one in value.items()}
    return [as_written(one) for one in value] if isinstance(value, list) else value
