"""A relation that the vocabulary does not declare.

What it does
------------
Looks up every key of `links` among the relations of the vocabulary and their inverses.

Why is this bad?
----------------
The links below it are left out of the graph: no page shows them, and no other check looks at them.

Example
-------
    links:
      mitigate: [deceptive-alignment]

Use instead
-----------
    links:
      mitigates: [deceptive-alignment]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Edit, Finding, Fix
from kb.model.similar import Nearest

CODE = "REL001"
NAME = "unknown-relation"


def check(context: Context) -> Iterator[Finding]:
    words = context.vocabulary.directions
    nearest = Nearest(words)
    for concept in context.readable:
        unknown = {link.relation: link.relation_span for link in concept.links if link.relation not in words}
        for relation, span in unknown.items():
            near, fix = nearest.to(relation), None
            help = f"a similar relation exists: `{near}`" if near else None
            if near and ("links", near) in concept.marks.keys:
                help = f"move these links to `{near}`, which stands in this file too"
            elif near:
                fix = Fix(f"rename it to `{near}`", (Edit(concept.path, span, near),))
            message = f"unknown relation `{relation}`"
            yield Finding(
                concept.source, span, message, help, "the vocabulary does not declare it", fix, owner=concept.id
            )
