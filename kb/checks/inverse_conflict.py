"""An edge that its two ends describe differently.

What it does
------------
Looks for edges written in the files of both entries that give one qualifier two values. A qualifier that only one side
gives is no conflict: the two are read together.

Why is this bad?
----------------
There is one edge, so only one of the values can be shown, and which one depends on the order of files.

Example
-------
    # concepts/oversight/debate.md
    links:
      mitigates: [{to: deceptive-alignment, strength: partial}]

    # concepts/learned-optimization/deceptive-alignment.md
    links:
      mitigated-by: [{to: debate, strength: contested}]

Use instead
-----------
    # concepts/oversight/debate.md
    links:
      mitigates: [{to: deceptive-alignment, strength: contested}]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.written import contradicted, two_sides
from kb.model.problem import Finding, Related

CODE = "REL008"
NAME = "inverse-conflict"


def check(context: Context) -> Iterator[Finding]:
    for edge in context.joined:
        sides = two_sides(edge) if len(edge.written) > 1 else None
        names = contradicted(sides[1].link, sides[0].link) if sides else ()
        if not sides or not names:
            continue
        first, second = sides
        listed = " and ".join(f"`{name}`" for name in names)
        message = f"`{second.link.relation}` to `{second.link.target}` gives another {listed} than the other side"
        span = second.owner.value_span(*second.link.path, names[0])
        other = first.owner.value_span(*first.link.path, names[0])
        yield Finding(
            second.owner.source,
            span,
            message,
            f"write the edge once, here or in `{first.owner.path}`",
            "differs",
            related=(Related(first.owner.source, other, "the other side"),),
            owner=second.owner.id,
        )
