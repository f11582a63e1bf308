"""An entry that nothing answers to.

What it does
------------
Takes the kinds and relations of the vocabulary's coverage view, such as failure modes and what mitigates or detects them,
and reports entries of these kinds to which none of the relations leads.

Why is this bad?
----------------
It need not be: the gap may be open in the field. If it is, the text should say so; if not, the guide is incomplete.

Example
-------
    title: Gradient hacking
    kind: failure-mode

Use instead
-----------
    title: Gradient hacking
    kind: failure-mode
    links:
      detected-by: [mechanistic-interpretability]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "GRA008"
NAME = "coverage-gap"


def check(context: Context) -> Iterator[Finding]:
    vocabulary = context.vocabulary
    if not (view := vocabulary.views.coverage):
        return
    directions = [vocabulary.directions[word] for word in view.relations if word in vocabulary.directions]
    covering = {(direction.relation, direction.inverted) for direction in directions}
    covered: set[str] = set()
    for edge in context.graph.edges:
        symmetric = vocabulary.relations[edge.relation].symmetric
        if (edge.relation, False) in covering:
            covered |= {edge.source, edge.target} if symmetric else {edge.target}
        if (edge.relation, True) in covering:
            covered.add(edge.source)
    kinds = vocabulary.kinds_under(*view.kinds)
    for concept in context.readable:
        unknown = concept.id in context.unread or any(
            link.relation not in vocabulary.directions for link in concept.links
        )
        if concept.kind in kinds and concept.id not in covered and not unknown:
            words = " or ".join(f"`{vocabulary.inverse(direction.name)}`" for direction in directions)
            message = f"nothing covers this entry: it has no {words}"
            help = "name what does, or say in the text that nothing is known to"
            yield Finding(concept.source, concept.value_span("title"), message, help, owner=concept.id)
