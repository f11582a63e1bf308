"""Years that cannot be right.

What it does
------------
Takes an entry's year from its `origin` or, if it has none, from the work it stands for (`cite`). Reports a relation that
the vocabulary calls chronological where the subject is older than the target, and an origin in the future.

Why is this bad?
----------------
A work cannot cite what appeared later: either the link or one of the years is wrong, and timelines show both.

Example
-------
    # a paper of 2019
    links:
      cites: [a-paper-of-2023]

Use instead
-----------
    # a paper of 2023
    links:
      cites: [a-paper-of-2019]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import Concept, Path
from kb.model.problem import Finding, Related

CODE = "REL016"
NAME = "impossible-dates"


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        year = concept.origin.year if concept.origin else None
        if year is not None and year > context.today.year:
            span = concept.value_span("origin", "year")
            message = f"the year {year} lies in the future"
            yield Finding(concept.source, span, message, "correct the year", owner=concept.id)
    relations = context.vocabulary.relations
    chronological = {name for name, relation in relations.items() if relation.chronological}
    by_id = context.guide.by_id
    for edge in context.joined:
        if edge.relation not in chronological:
            continue
        year, at = _year(context, by_id[edge.source])
        other, place = _year(context, by_id[edge.target])
        if year is None or other is None or year >= other or max(year, other) > context.today.year:
            continue
        link, owner = edge.written[0].link, edge.written[0].owner
        label = relations[edge.relation].label
        message = f"`{edge.source}` ({year}) {label} `{edge.target}` ({other}), which is younger"
        related = (
            Related(by_id[edge.source].source, by_id[edge.source].value_span(*at), f"{year}"),
            Related(by_id[edge.target].source, by_id[edge.target].value_span(*place), f"{other}"),
        )
        help = "correct one of the years, or turn the link around"
        yield Finding(owner.source, link.target_span, message, help, related=related, owner=owner.id)


def _year(context: Context, concept: Concept) -> tuple[int | None, Path]:
    """An entry's year, and the field that says so."""
    if concept.origin and concept.origin.year is not None:
        return concept.origin.year, ("origin", "year")
    reference = context.guide.bibliography.get(concept.cite) if concept.cite else None
    return (reference.year if reference else None), ("cite",)
