"""A relation that no entry of this kind may have.

What it does
------------
Compares the kind of the entry with the kinds between which the vocabulary allows the relation, in the direction the
author wrote. It speaks once for all links of one relation, and leaves alone those whose target does not exist.

Why is this bad?
----------------
The sentence it makes is not what is meant: a paper does not mitigate a failure, it discusses or supports something.
Tables and maps that are made from the relation would show it all the same.

Example
-------
    kind: paper
    links:
      mitigates: [deceptive-alignment]

Use instead
-----------
    kind: paper
    links:
      discusses: [deceptive-alignment]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "REL003"
NAME = "wrong-domain"


def check(context: Context) -> Iterator[Finding]:
    pairings = context.pairings
    for concept, links in pairings.by_relation:
        word = links[0].relation
        if pairings.may_start(word, concept.kind):
            continue
        kinds = {pairings.kind(link.target): None for link in links}
        message = f"an entry of kind `{concept.kind}` cannot have the relation `{word}`"
        label = f"never starts at `{concept.kind}`"
        help = pairings.valid(concept.kind, kinds)
        yield Finding(concept.source, links[0].relation_span, message, help, label, owner=concept.id)
