"""An entry that has been replaced and is still at work.

What it does
------------
Looks at entries that, by the vocabulary's supersession view, another entry replaces. Reports those that are listed among
the roots of the hierarchy, those that still claim a place in the matrix or answer to a gap by links of their own, and those
whose only replacement is a draft. Links that others write to them are left to LIF003.

Why is this bad?
----------------
To supersede means: use the other instead. If both are in use, the later one refines the earlier and does not replace it.

Example
-------
    # old-probe.md, which new-probe.md supersedes
    links:
      detects: [deceptive-alignment]

Use instead
-----------
    # new-probe.md
    links:
      supersedes: [old-probe]
      detects: [deceptive-alignment]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.supersession import Supersession
from kb.checks.written import related
from kb.model.concept import Concept, Link
from kb.model.problem import Finding
from kb.model.vocabulary import Vocabulary

CODE = "LIF001"
NAME = "misused-supersession"


def check(context: Context) -> Iterator[Finding]:
    supersession = Supersession(context)
    working = _working(context.vocabulary)
    for id, edges in supersession.edges.items():
        concept = context.guide.by_id[id]
        newer = supersession.newer(edges[0])
        span, help = concept.value_span("title"), f"let `{newer}` take its place, or do not call it superseded"
        if at_work := _at_work(context, supersession, concept, working):
            span, help = at_work.target_span, f"move the link to `{newer}`, or do not call this entry superseded"
            reason = f"still claims `{at_work.relation}` to `{at_work.target}`"
        elif id in context.vocabulary.roots:
            reason = "is still a root of the hierarchy"
        elif all(context.guide.by_id[supersession.newer(edge)].draft for edge in edges):
            reason, help = "stands in for it as long as that is a draft", "finish the draft first"
        else:
            continue
        message = f"`{id}` is superseded by `{newer}` and {reason}"
        places = tuple(related(edge.written[0], "superseded here") for edge in edges)
        yield Finding(concept.source, span, message, help, "still at work", related=places, owner=id)


def _working(vocabulary: Vocabulary) -> frozenset[str]:
    """The relations that put an entry to work: they fill the matrix or answer to a gap."""
    matrix, coverage = vocabulary.views.matrix, vocabulary.views.coverage
    words = [*(matrix.cells if matrix else ()), *(coverage.relations if coverage else ())]
    return frozenset(vocabulary.directions[word].relation for word in words if word in vocabulary.directions)


def _at_work(context: Context, supersession: Supersession, concept: Concept, working: frozenset[str]) -> Link | None:
    """The first link by which the entry claims to be in use, if any."""
    directions, by_id = context.vocabulary.directions, context.guide.by_id
    for link in concept.links:
        working_link = link.relation in directions and directions[link.relation].relation in working
        if working_link and link.target in by_id and link.target not in supersession.edges:
            return link
    return None
