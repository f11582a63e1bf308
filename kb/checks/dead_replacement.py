"""A replacement that has itself been replaced.

What it does
------------
Looks at entries that name what replaces them, where the entry they name is superseded too. A replacement that records what
it superseded in its own time is left alone: that is history, and true.

Why is this bad?
----------------
Readers are sent from one door to the next.

Example
-------
    # probe-2019.md, while probe-2021.md is superseded by probe-2023
    links:
      superseded-by: [probe-2021]

Use instead
-----------
    links:
      superseded-by: [probe-2023]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.supersession import Supersession
from kb.checks.written import related
from kb.graph import Edge
from kb.model.problem import Edit, Finding, Fix

CODE = "LIF002"
NAME = "dead-replacement"


def check(context: Context) -> Iterator[Finding]:
    supersession = Supersession(context)
    for older, edges in supersession.edges.items():
        for edge in edges:
            newer = supersession.newer(edge)
            own = next((one for one in edge.written if one.owner.id == older), None)
            if not own or newer not in supersession.edges:
                continue
            living, fix, help = supersession.replacement(newer), None, None
            if living and living != older:
                help = f"`{living}` is the one in use"
                if _has_room(context, supersession, living, edges):
                    edit = Edit(own.owner.path, own.link.target_span, living)
                    fix = Fix(f"name `{living}` instead", (edit,), safe=True)
            yield Finding(
                own.owner.source,
                own.link.target_span,
                f"`{newer}`, which replaces `{older}`, is itself superseded",
                help,
                "superseded",
                fix,
                tuple(
                    related(after.written[0], f"superseded here by `{supersession.newer(after)}`")
                    for after in supersession.edges[newer]
                ),
                own.owner.id,
            )


def _has_room(context: Context, supersession: Supersession, living: str, edges: list[Edge]) -> bool:
    """Whether the vocabulary lets the living entry replace one more, and it does not replace this one already."""
    if any(supersession.newer(edge) == living for edge in edges):
        return False
    relation = context.vocabulary.relations[edges[0].relation]
    starts = supersession.newer(edges[0]) == edges[0].source
    most = relation.max_out if starts else relation.max_in
    at = context.graph.out(living) if starts else context.graph.into(living)
    return most is None or sum(edge.relation == edges[0].relation for edge in at) < most
