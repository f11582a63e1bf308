"""A status that claims evidence where none is named.

What it does
------------
For every status that the vocabulary marks with `evidence: true`, looks for a cited source, or for an edge that joins the
entry with evidence: a relation and a kind that `views.evidence` names.

Why is this bad?
----------------
The status is what readers go by. "Demonstrated" without the demonstration is a claim dressed as a finding.

Example
-------
    title: Sleeper agents
    status: demonstrated

Use instead
-----------
    title: Sleeper agents
    status: demonstrated
    sources: [hubinger2024sleeper]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.problem import Finding

CODE = "DEF006"
NAME = "unsupported-status"


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        if unsupported(context, concept):
            message = f"the status `{concept.status}` is claimed, and nothing that shows it is named"
            help = "cite what shows it, link it with the evidence, or choose another status"
            yield Finding(concept.source, concept.value_span("status"), message, help, owner=concept.id)


def unsupported(context: Context, concept: Concept) -> bool:
    """Whether an entry's status asks for evidence and the entry names none."""
    status = context.vocabulary.statuses.get(concept.status or "")
    if status is None or not status.evidence or context.cited[concept.path]:
        return False
    view = context.vocabulary.views.evidence
    if view is None:
        return True
    kinds = context.vocabulary.kinds_under(*view.kinds)
    return not any(
        seen.edge.relation in view.relations and context.graph.nodes[seen.other].kind in kinds
        for seen in context.graph.seen_from(concept.id)
    )
