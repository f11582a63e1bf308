"""A loop in a relation that cannot have one.

What it does
------------
Looks for loops in every relation that the vocabulary calls acyclic, inverses included. One shortest loop is shown for
entries that hang together in loops, with the place of each of its edges. Where the vocabulary says `acyclic: warning`, it
is a warning.

Why is this bad?
----------------
Nothing is a kind of itself, and nobody can read two entries before each other. Whatever follows the relation would never
end.

Example
-------
    # a.md
    links: {is-a: [b]}

    # b.md
    links: {is-a: [a]}

Use instead
-----------
    # a.md
    links: {is-a: [b]}
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.written import related
from kb.graph.questions import cycles
from kb.model.problem import Finding, Severity

CODE = "GRA001"
NAME = "cycle"


def check(context: Context) -> Iterator[Finding]:
    for name, relation in context.vocabulary.relations.items():
        if not relation.acyclic or relation.symmetric:
            continue
        for loop in cycles(context.graph, name):
            if any(context.graph.nodes[id].placeholder for id in loop):
                continue
            hops = list(zip(loop, (*loop[1:], loop[0]), strict=True))
            edges = [edge for hop in hops for edge in context.graph.out(hop[0]) if edge.key == (hop[0], name, hop[1])]
            links = [edge.written[0] for edge in edges]
            way = " → ".join(f"`{id}`" for id in (*loop, loop[0]))
            yield Finding(
                links[0].owner.source,
                links[0].link.target_span,
                f"`{name}` goes round in a loop: {way}",
                "remove or turn round the edge that is wrong",
                "in the loop",
                related=tuple(
                    related(link, f"`{edge.source}` {relation.label} `{edge.target}`")
                    for link, edge in zip(links, edges, strict=True)
                ),
                owner=links[0].owner.id,
                severity=Severity.WARNING if relation.acyclic == "warning" else None,
            )
