"""An edge that follows from others of the same transitive relation.

What it does
------------
For every relation that the vocabulary calls transitive, looks for edges whose target is reached through another one: if A
is a kind of B and B of C, then A is a kind of C, and nobody need write it. The fix removes the edge; it is safe if the edge
says nothing of its own.

Why is this bad?
----------------
Lists become longer and say less: the nearest parent stands beside the most distant. When the middle changes, the shortcut
stays and is wrong.

Example
-------
    # deceptive-alignment.md, while pseudo-alignment.md says `is-a: [inner-misalignment]`
    links:
      is-a: [pseudo-alignment, inner-misalignment]

Use instead
-----------
    links:
      is-a: [pseudo-alignment]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kb.checks.context import Context
from kb.checks.removal import removal
from kb.checks.written import related
from kb.graph import Edge
from kb.graph.reduction import redundant
from kb.model.problem import Finding, Fix

CODE = "GRA002"
NAME = "redundant-edge"


def check(context: Context) -> Iterator[Finding]:
    by_relation: dict[str, dict[tuple[str, str], Edge]] = {}
    for edge in context.joined:
        relation = context.vocabulary.relations[edge.relation]
        if relation.transitive and not relation.symmetric:
            by_relation.setdefault(edge.relation, {})[edge.source, edge.target] = edge
    for edges in by_relation.values():
        for pair in redundant(edges):
            yield _finding(context, edges[pair], edges)


def _finding(context: Context, edge: Edge, edges: dict[tuple[str, str], Edge]) -> Finding:
    name = edge.relation
    label = context.vocabulary.relations[name].label
    chain = _way_round(context, edge)
    way = " → ".join(f"`{id}`" for id in chain)
    link, owner = edge.written[0].link, edge.written[0].owner
    edits = [removal(one.owner, one.link.path) for one in edge.written]
    found = tuple(edit for edit in edits if edit)
    fix = None
    if len(found) == len(edits) == len({edit.path for edit in found}):
        fix = Fix("remove the edge", found, safe=not edge.qualifiers)
    hops = [edges[pair] for pair in pairwise(chain)]
    return Finding(
        owner.source,
        link.target_span,
        f"`{link.relation}` to `{link.target}` follows already from {way}",
        "remove it",
        "follows from others",
        fix,
        tuple(related(hop.written[0], f"`{hop.source}` {label} `{hop.target}`") for hop in hops),
        owner.id,
    )


def _way_round(context: Context, edge: Edge) -> tuple[str, ...]:
    """A shortest chain from the edge's source to its target through another node."""
    closure = context.graph.closure(edge.relation)
    before = {other: edge.source for other in closure.direct(edge.source) if other != edge.target}
    queue = list(before)
    for at in queue:
        for after in closure.direct(at):
            if after not in before:
                before[after] = at
                queue.append(after)
        if edge.target in before:
            break
    chain = [edge.target]
    while chain[-1] != edge.source:
        chain.append(before[chain[-1]])
    return tuple(reversed(chain))
