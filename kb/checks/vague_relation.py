"""A vague relation where a stricter one is known, or too many vague ones.

What it does
------------
Looks at relations on which the vocabulary sets a budget, and at the one its views call vague. Such an edge is reported
where another relation joins the same two entries already, and an entry with at least five links of its own where a larger
share of them than the budget is vague.

Why is this bad?
----------------
"Related to" tells readers nothing that a search would not. Guides that allow it freely end up with little else.

Example
-------
    links:
      mitigated-by: [adversarial-training]
      related-to: [adversarial-training]

Use instead
-----------
    links:
      mitigated-by: [adversarial-training]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.checks.context import Context
from kb.checks.written import related
from kb.graph import Edge
from kb.model.concept import Concept, Link
from kb.model.problem import Finding

CODE = "REL013"
NAME = "vague-relation"

LEAST = 5
"""With fewer links than this a share says little."""


def check(context: Context) -> Iterator[Finding]:
    vocabulary = context.vocabulary
    budgets = {name: relation.budget for name, relation in vocabulary.relations.items() if relation.budget is not None}
    vague = set(budgets)
    if (view := vocabulary.views.vague) and (direction := vocabulary.directions.get(view.relation)):
        vague.add(direction.relation)
    if not vague:
        return
    for edge in context.joined:
        if edge.relation in vague and (stricter := _stricter(context, edge, vague)):
            link, owner = edge.written[0].link, edge.written[0].owner
            word = stricter.written[0].link.relation
            message = f"`{link.relation}` to `{link.target}` adds nothing to `{word}`, which joins the two already"
            place = related(stricter.written[0], f"`{word}`")
            yield Finding(
                owner.source, link.target_span, message, "remove it", "vague", related=(place,), owner=owner.id
            )
    words = {word for word, direction in vocabulary.directions.items() if direction.relation in budgets}
    for concept in context.readable:
        if any(link.relation in words for link in concept.links):
            yield from _over_budget(context, concept, budgets)


def _stricter(context: Context, edge: Edge, vague: set[str]) -> Edge | None:
    """Another edge of the pair that says more, unless the two conflict, which REL010 reports."""
    other = next((one for one in context.graph.between(edge.source, edge.target) if one.relation not in vague), None)
    if other is None:
        return None
    pair = {edge.relation, other.relation}
    return None if any(pair.issubset(rule.relations) for rule in context.vocabulary.disjoint) else other


def _over_budget(context: Context, concept: Concept, budgets: Mapping[str, float]) -> Iterator[Finding]:
    directions, by_id = context.vocabulary.directions, context.guide.by_id
    if len(concept.links) < LEAST:
        return
    groups: dict[str, list[Link]] = {}
    for link in concept.links:
        if link.relation in directions and link.target in by_id:
            groups.setdefault(directions[link.relation].relation, []).append(link)
    total = sum(map(len, groups.values()))
    for relation, budget in budgets.items():
        links = groups.get(relation, [])
        if total >= LEAST and len(links) > round(budget * total, 9):
            message = f"{len(links)} of {total} links are `{links[0].relation}`; at most {budget:.0%} should be"
            help = "say how the entries are related, or link them from the text only"
            yield Finding(
                concept.source, links[0].relation_span, message, help, "too vague, too often", owner=concept.id
            )
