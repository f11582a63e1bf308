"""A relation that may start here and may not lead to an entry of that kind.

What it does
------------
Compares the kinds at both ends of every typed link with the pairs the vocabulary allows, in the direction the author
wrote. Links of a relation that this kind may not have at all are left to REL003, those to nothing to REL002.

Why is this bad?
----------------
The sentence it makes is false or says nothing, and everything computed from the relation repeats it.

Example
-------
    kind: technique
    links:
      mitigates: [evan-hubinger]

Use instead
-----------
    kind: technique
    links:
      mitigates: [deceptive-alignment]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "REL004"
NAME = "wrong-range"


def check(context: Context) -> Iterator[Finding]:
    pairings = context.pairings
    for concept, links in pairings.by_relation:
        if not pairings.may_start(links[0].relation, concept.kind):
            continue
        for link in links:
            kind = pairings.kind(link.target)
            if not pairings.fits(link.relation, concept.kind, kind):
                message = f"`{link.relation}` cannot lead from `{concept.kind}` to `{kind}`, which `{link.target}` is"
                help = pairings.valid(concept.kind, [kind])
                yield Finding(concept.source, link.target_span, message, help, f"a `{kind}`", owner=concept.id)
