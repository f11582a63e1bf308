"""Fields in an unusual order.

What it does
------------
Compares the order of the fields with the one in which every other entry has them: title, kind and summary first, links
and sources later. Fields that do not exist are not counted.

Why is this bad?
----------------
Whoever reviews or edits an entry finds a field where it stands in all the others.

Example
-------
    links:
      is-a: [pseudo-alignment]
    title: Deceptive alignment

Use instead
-----------
    title: Deceptive alignment
    links:
      is-a: [pseudo-alignment]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.frontmatter import FIELDS
from kb.model.problem import Edit, Finding, Fix
from kb.model.source import Span

CODE = "FM008"
NAME = "field-order"

_RANK = {field: rank for rank, field in enumerate(FIELDS)}


def check(context: Context) -> Iterator[Finding]:
    doubled = {finding.source.path for finding in context.faults("duplicate-key")}
    for concept in context.readable:
        known = [field for field in concept.fields if field in _RANK]
        ordered = sorted(known, key=_RANK.__getitem__)
        if known == ordered or concept.path in doubled:
            continue
        early, late = next((one, other) for one, other in zip(known, ordered, strict=True) if one != other)
        message = f"`{early}` stands before `{late}`"
        help = f"the usual order is {', '.join(ordered)}"
        yield Finding(concept.source, concept.key_span(early), message, help, fix=_fix(concept), owner=concept.id)


def _fix(concept: Concept) -> Fix | None:
    """Moves whole fields, each with the comments above it; their bytes stay the same."""
    blocks = _blocks(concept)
    if blocks is None:
        return None
    rank, ranks = -1, []
    for field, _ in blocks:
        # A field that does not exist stays behind the one it follows.
        rank = _RANK.get(field, rank)
        ranks.append(rank)
    order = sorted(range(len(blocks)), key=ranks.__getitem__)
    moved = [at for at, wanted in enumerate(order) if at != wanted]
    first, last = moved[0], moved[-1]
    text = "".join(concept.source.slice(blocks[at][1]) for at in order[first : last + 1])
    span = Span(blocks[first][1].start, blocks[last][1].end)
    return Fix("move the fields", (Edit(concept.path, span, text),), safe=True)


def _blocks(concept: Concept) -> list[tuple[str, Span]] | None:
    """Each field's rows; None if some field does not start a row of its own."""
    source = concept.source
    starts = []
    floor = concept.frontmatter.start
    for field in concept.fields:
        position = source.position(concept.key_span(field).start)
        if position.column != 1:
            return None
        row = position.row
        while source.starts[row - 2] >= floor and row > 1 and source.line(row - 1).startswith("#"):
            row -= 1
        starts.append(source.starts[row - 1])
        floor = concept.value_span(field).end
    ends = [*starts[1:], concept.frontmatter.end]
    return [(field, Span(start, end)) for field, start, end in zip(concept.fields, starts, ends, strict=True)]
