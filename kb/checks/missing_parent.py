"""An entry that has no place in the hierarchy.

What it does
------------
Looks, for the kinds that the vocabulary's hierarchy is made of, for entries from which neither the hierarchy's relation nor
one of those that may stand for it leads upward, and which are not declared as roots.

Why is this bad?
----------------
Readers see where an idea belongs from what it is a kind or a part of. Without that, nothing broader is offered to them.

Example
-------
    title: Proxy alignment
    kind: failure-mode

Use instead
-----------
    title: Proxy alignment
    kind: failure-mode
    links:
      is-a: [pseudo-alignment]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "GRA005"
NAME = "missing-parent"


def check(context: Context) -> Iterator[Finding]:
    vocabulary = context.vocabulary
    if not (view := vocabulary.views.hierarchy):
        return
    words = [word for word in (view.relation, *view.also) if word in vocabulary.directions]
    kinds = vocabulary.kinds_under(*view.kinds) if view.kinds else frozenset(vocabulary.concrete_kinds)
    roots = set(vocabulary.roots)
    upward = {(vocabulary.directions[word].relation, vocabulary.directions[word].inverted) for word in words}
    placed: set[str] = set()
    for edge in context.graph.edges:
        if (edge.relation, False) in upward:
            placed.add(edge.source)
        if (edge.relation, True) in upward:
            placed.add(edge.target)
    for concept in context.readable:
        unknown = concept.id in context.unread or any(
            link.relation not in vocabulary.directions for link in concept.links
        )
        if concept.kind in kinds and concept.id not in roots and concept.id not in placed and not unknown:
            listed = " or ".join(f"`{word}`" for word in words)
            message = f"no {listed} leads from this entry to a broader one"
            help = "add one, or list the entry under `roots:` of the vocabulary"
            yield Finding(concept.source, concept.value_span("title"), message, help, owner=concept.id)
