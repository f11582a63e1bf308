"""More edges of a relation than one entry may have.

What it does
------------
Counts, for relations that the vocabulary limits, the edges that start and that end at each entry, in whichever file they
are written, and speaks once, at the first that is too many.

Why is this bad?
----------------
The relation answers a question that has so many answers and no more. One of the edges is wrong, or another relation is
meant.

Example
-------
    links:
      supersedes: [first-draft, unrelated-draft]

Use instead
-----------
    links:
      supersedes: [first-draft]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.written import related
from kb.graph import Edge
from kb.model.problem import Finding

CODE = "REL009"
NAME = "too-many-values"


def check(context: Context) -> Iterator[Finding]:
    vocabulary = context.vocabulary
    limits = {
        name: (relation.max_out, relation.max_in)
        for name, relation in vocabulary.relations.items()
        if relation.max_out is not None or relation.max_in is not None
    }
    groups: dict[tuple[str, str, int], list[Edge]] = {}
    for edge in context.joined:
        most_out, most_in = limits.get(edge.relation, (None, None))
        if vocabulary.relations[edge.relation].symmetric:
            most = most_in if most_out is None else most_out
            most_out = most_in = most
        if most_out is not None:
            groups.setdefault((edge.source, edge.relation, most_out), []).append(edge)
        if most_in is not None:
            word = vocabulary.inverse(edge.relation)
            groups.setdefault((edge.target, word, most_in), []).append(edge)
    for (id, word, most), edges in groups.items():
        if len(edges) > most:
            yield _finding(id, word, most, edges)


def _finding(id: str, word: str, most: int, edges: list[Edge]) -> Finding:
    links = [edge.written[0] for edge in edges]
    surplus = links[most]
    others = [edge.target if edge.source == id else edge.source for edge in edges]
    message = f"`{id}` has {len(edges)} edges `{word}`; at most {most} {'is' if most == 1 else 'are'} allowed"
    places = tuple(
        related(link, f"`{word}`: `{other}`") for link, other in zip(links, others, strict=True) if link is not surplus
    )
    return Finding(
        surplus.owner.source,
        surplus.link.target_span,
        message,
        "keep those that fit best, or use another relation",
        "one too many",
        related=places,
        owner=surplus.owner.id,
    )
