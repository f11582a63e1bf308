"""Two relations on one pair that cannot both hold.

What it does
------------
Looks for pairs joined by relations that the vocabulary declares disjoint. Where it says so, an edge is also compared with
what a transitive relation implies: nothing is merely related to what it is, three steps up, a kind of. A qualifier that
the vocabulary names can lift the conflict.

Why is this bad?
----------------
At least one of the two edges is false, and readers cannot tell which.

Example
-------
    links:
      is-a: [pseudo-alignment]
      related-to: [pseudo-alignment]

Use instead
-----------
    links:
      is-a: [pseudo-alignment]
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from kb.checks.context import Context
from kb.checks.removal import removal
from kb.checks.written import related
from kb.graph import Edge
from kb.graph.closure import Closure
from kb.model.problem import Finding, Fix, Related
from kb.model.vocabulary import Disjoint

CODE = "REL010"
NAME = "conflicting-relations"


def check(context: Context) -> Iterator[Finding]:
    by_relation: dict[str, list[Edge]] = {}
    for edge in context.joined:
        by_relation.setdefault(edge.relation, []).append(edge)
    for rule in context.vocabulary.disjoint:
        edges = [edge for relation in rule.relations for edge in by_relation.get(relation, ())]
        yield from _direct(context, rule, edges)
        yield from _implied(context, rule, edges)


def _direct(context: Context, rule: Disjoint, edges: Sequence[Edge]) -> Iterator[Finding]:
    pairs: dict[Hashable, list[Edge]] = {}
    for edge in edges:
        ends = (edge.source, edge.target)
        symmetric = context.vocabulary.relations[edge.relation].symmetric
        pairs.setdefault(ends if rule.directed else frozenset(ends), []).append(edge)
        if rule.directed and symmetric:
            pairs.setdefault(ends[::-1], []).append(edge)
    for together in pairs.values():
        if len({edge.relation for edge in together}) > 1 and not _lifted(rule, together):
            # What the closure implies is seldom the edge to give up.
            wrong = max(together, key=lambda edge: (edge.relation not in rule.closure, together.index(edge)))
            others = [edge for edge in together if edge is not wrong]
            against = " and ".join(f"`{edge.written[0].link.relation}`" for edge in others)
            yield _finding(rule, wrong, against, [related(edge.written[0], "conflicts with this") for edge in others])


def _implied(context: Context, rule: Disjoint, edges: Sequence[Edge]) -> Iterator[Finding]:
    relations = context.vocabulary.relations
    for above in rule.closure:
        if above not in relations or not relations[above].transitive:
            continue
        closure = context.graph.closure(above)
        for edge in edges:
            if edge.relation == above or _lifted(rule, [edge]):
                continue
            ways = [(edge.source, edge.target), (edge.target, edge.source)]
            for start, end in ways[:1] if rule.directed else ways:
                if chain := _chain(closure, start, end):
                    yield _finding(rule, edge, f"what `{above}` implies", list(_hops(context, above, chain)))


def _chain(closure: Closure, start: str, end: str) -> tuple[str, ...]:
    """The chain by which a relation leads from one end to the other in more than one step; empty if it does not.

    In a loop everything follows from everything, and GRA001 has reported it.
    """
    if not closure.holds(start, end) or end in closure.direct(start):
        return ()
    chain = closure.ancestors(start)[end]
    return () if any(closure.holds(other, one) for one, other in pairwise(chain)) else chain


def _hops(context: Context, relation: str, chain: tuple[str, ...]) -> Iterator[Related]:
    label = context.vocabulary.relations[relation].label
    for one, other in pairwise(chain):
        for edge in context.graph.between(one, other):
            if edge.key == (one, relation, other):
                yield related(edge.written[0], f"`{one}` {label} `{other}`")


def _lifted(rule: Disjoint, edges: Sequence[Edge]) -> bool:
    return any(edge.text(name) == value for edge in edges for name, value in rule.unless.items())


def _finding(rule: Disjoint, wrong: Edge, against: str, places: Sequence[Related]) -> Finding:
    link, owner = wrong.written[0].link, wrong.written[0].owner
    edits = [removal(one.owner, one.link.path) for one in wrong.written]
    apart = len({one.owner.path for one in wrong.written}) == len(edits)
    found = tuple(edit for edit in edits if edit)
    fix = Fix(f"remove `{link.relation}`", found) if apart and len(found) == len(edits) else None
    message = f"`{link.relation}` to `{link.target}` conflicts with {against}"
    return Finding(
        owner.source, link.target_span, message, rule.reason, "cannot hold too", fix, tuple(places), owner.id
    )
