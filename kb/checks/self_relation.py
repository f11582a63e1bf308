"""A typed link from an entry to itself.

What it does
------------
Compares the target of every typed link with the id of the entry it stands in. No relation may hold between a thing and
itself.

Why is this bad?
----------------
It says nothing, and whatever follows the relation would go round in a circle.

Example
-------
    # concepts/failure-modes/deceptive-alignment.md
    links:
      is-a: [deceptive-alignment, pseudo-alignment]

Use instead
-----------
    links:
      is-a: [pseudo-alignment]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.removal import removal
from kb.model.problem import Finding, Fix

CODE = "REL005"
NAME = "self-relation"


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        for link in concept.links:
            if link.target == concept.id:
                edit = removal(concept, link.path)
                fix = Fix("remove the link", (edit,), safe=True) if edit else None
                message = f"`{link.relation}` leads from `{concept.id}` to itself"
                yield Finding(
                    concept.source, link.target_span, message, "remove the link", "this entry", fix, owner=concept.id
                )
