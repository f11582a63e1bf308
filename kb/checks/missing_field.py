"""A required field that is absent or empty.

What it does
------------
Every entry has a `title`, a `kind` and a `summary`. The vocabulary may ask for more by kind (`fields` of a kind), such
as a status for ideas, a bibliography key for works or the steps of a path.

Why is this bad?
----------------
Lists, search results, previews and maps show these fields; without them the entry cannot be placed.

Example
-------
    title: Deceptive alignment
    kind: failure-mode

Use instead
-----------
    title: Deceptive alignment
    kind: failure-mode
    summary: A mesa-optimizer with another objective acts as if it shared the base objective, to avoid being changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.frontmatter import FIELDS, REQUIRED
from kb.model.problem import Finding

CODE = "FM004"
NAME = "missing-field"

_EMPTY = ("", "~", "null", "[]", "{}", '""', "''")


def check(context: Context) -> Iterator[Finding]:
    yield from context.faults(NAME)
    said = {(finding.source.path, finding.span) for finding in context.faults(NAME)}
    for concept in context.readable:
        kind = context.vocabulary.kinds.get(concept.kind)
        for field in kind.fields if kind else ():
            if field in REQUIRED or field not in FIELDS:
                continue
            finding = _finding(concept, field, kind.label.lower() if kind else "")
            if finding and (concept.path, finding.span) not in said:
                yield finding


def _finding(concept: Concept, field: str, kind: str) -> Finding | None:
    if field not in concept.fields:
        message = f"the field `{field}` is missing"
        help = f"every entry of the kind {kind} has one: add `{field}: …`"
        return Finding(concept.source, concept.key_span("kind"), message, help, owner=concept.id)
    if getattr(concept, field.replace("-", "_")):
        return None
    # A value of a wrong shape is there, and its own check speaks of it.
    if concept.source.slice(concept.value_span(field)).strip() in _EMPTY:
        return Finding(
            concept.source, concept.key_span(field), f"`{field}` is empty", f"fill in `{field}:`", owner=concept.id
        )
    return None
