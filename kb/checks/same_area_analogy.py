"""A relation between areas that stays inside one.

What it does
------------
Looks at relations which the vocabulary reserves for entries of different areas, such as analogies, and reports edges
whose two ends lie in the same area.

Why is this bad?
----------------
An analogy carries understanding from one field to another. Inside one field there is a stricter relation: the two are
kinds of one thing, or differ, or one brings the other about.

Example
-------
    # concepts/learned-optimization/mesa-objective.md
    links:
      analogous-to: [base-objective]

Use instead
-----------
    # concepts/learned-optimization/mesa-objective.md
    links:
      contrasts-with: [base-objective]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "REL014"
NAME = "same-area-analogy"


def check(context: Context) -> Iterator[Finding]:
    vocabulary, nodes = context.vocabulary, context.graph.nodes
    between = {name for name, relation in vocabulary.relations.items() if relation.areas == "different"}
    for edge in context.sound:
        area = nodes[edge.source].area
        if edge.relation in between and area == nodes[edge.target].area and area in vocabulary.areas:
            link, owner = edge.written[0].link, edge.written[0].owner
            message = f"`{link.relation}` joins entries of different areas; both of these lie in `{area}`"
            help = "use a stricter relation, or move one of the entries to its own field"
            yield Finding(owner.source, link.target_span, message, help, f"also in `{area}`", owner=owner.id)
