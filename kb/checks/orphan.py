"""An entry without any relation.

What it does
------------
Looks for entries that have no typed link and to which none leads. Links in the text do not count, and neither does being a
step of a path; a path itself is joined to its steps.

Why is this bad?
----------------
The entry is on no map, in no table and near nothing. Readers find it by search or not at all.

Example
-------
    title: Corrigibility
    kind: concept

Use instead
-----------
    title: Corrigibility
    kind: concept
    links:
      contrasts-with:
        - to: corrigible-alignment
          why: The one is about accepting correction, the other about where the objective is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.problem import Finding

CODE = "GRA003"
NAME = "orphan"


def check(context: Context) -> Iterator[Finding]:
    graph = context.graph
    for concept in context.readable:
        if concept.links or graph.into(concept.id) or _tried(concept) or concept.id in context.unread:
            continue
        message = "no relation leads from this entry or to it"
        help = "add at least one typed link under `links:`"
        yield Finding(concept.source, concept.value_span("title"), message, help, "on its own", owner=concept.id)


def _tried(concept: Concept) -> bool:
    """Whether there are steps, or links that could not be read, of which something has been said."""
    return any(len(path) > 1 and path[0] in ("links", "steps") for path in concept.marks.values)
