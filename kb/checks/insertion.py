"""Puts an item into a list of the frontmatter, and leaves every other byte alone."""

from __future__ import annotations

from kb.model.concept import Concept
from kb.model.frontmatter import FIELDS
from kb.model.problem import Edit
from kb.model.slug import as_yaml
from kb.model.source import Source, Span


def insertion(concept: Concept, field: str, item: str) -> Edit | None:
    """The edit that adds a text to a list field, at its end; the field is made, where it belongs, if it is not there.

    None where what stands there is not a list.
    """
    if concept.broken:
        return None
    if field not in concept.fields:
        return _field(concept, field, item)
    value = concept.value_span(field)
    items = [concept.value_span(*path) for path in concept.marks.values if len(path) == 2 and path[0] == field]
    written = concept.source.slice(value)
    if not written.strip():
        return _at(concept, concept.source.text.index(":", concept.key_span(field).end) + 1, f" [{as_yaml(item)}]")
    if written.startswith("["):
        return (
            _at(concept, items[-1].end, f", {as_yaml(item)}") if items else _at(concept, value.start + 1, as_yaml(item))
        )
    if not written.startswith("-") or not items:
        return None
    source, last = concept.source, items[-1]
    row = source.starts[source.position(last.start).row - 1]
    before = source.text[row : last.start]
    if before.strip() != "-":
        return None
    return _at(concept, _row_end(source, last.end), f"{newline(source)}{before}{as_yaml(item)}")


def newline(source: Source) -> str:
    """How the rows of a text end."""
    if "\r\n" in source.text:
        return "\r\n"
    return "\n" if "\n" in source.text or "\r" not in source.text else "\r"


def _field(concept: Concept, field: str, item: str) -> Edit | None:
    """The field as a row of its own, behind those that are best written before it (FM008)."""
    source, row = concept.source, f"{field}: [{as_yaml(item)}]"
    whole = concept.marks.values.get((), concept.frontmatter)
    if source.slice(whole).startswith("{"):
        return _at(concept, whole.end - 1, f", {row}" if concept.fields else row)
    earlier = FIELDS[: FIELDS.index(field)]
    ends = [max(concept.key_span(one).end, _end(concept, one)) for one in concept.fields if one in earlier]
    if not ends:
        return _at(concept, concept.frontmatter.start, f"{row}{newline(source)}")
    return _at(concept, _row_end(source, max(ends)), f"{newline(source)}{row}")


def _end(concept: Concept, field: str) -> int:
    """Where a field ends; the place of an empty value is the character behind it, which may be on another row."""
    value = concept.value_span(field)
    return value.end if concept.source.slice(value).strip() else concept.key_span(field).end


def _row_end(source: Source, offset: int) -> int:
    row = source.position(offset).row
    return source.starts[row - 1] + len(source.line(row))


def _at(concept: Concept, offset: int, text: str) -> Edit:
    return Edit(concept.path, Span(offset, offset), text)
