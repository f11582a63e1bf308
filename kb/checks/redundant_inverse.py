"""An edge that both its ends wrote, with nothing gained.

What it does
------------
Looks for edges written in the files of both entries, where one of the two links says nothing that the other does not
say. The fix removes that one; of two equal ones, the one that reads the relation backwards.

Why is this bad?
----------------
Inverses are derived, so the second link changes no page. It is one more place to keep right.

Example
-------
    # concepts/oversight/debate.md
    links:
      mitigates: [deceptive-alignment]

    # concepts/learned-optimization/deceptive-alignment.md
    links:
      mitigated-by: [debate]

Use instead
-----------
    # concepts/oversight/debate.md
    links:
      mitigates: [deceptive-alignment]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.removal import removal
from kb.checks.written import adds_nothing, related, two_sides
from kb.graph import Written
from kb.model.problem import Finding, Fix

CODE = "REL007"
NAME = "redundant-inverse"


def check(context: Context) -> Iterator[Finding]:
    for edge in context.joined:
        sides = two_sides(edge) if len(edge.written) > 1 else None
        surplus = _surplus(*sides) if sides else None
        if not sides or not surplus:
            continue
        kept = sides[0] if surplus is sides[1] else sides[1]
        edit = removal(surplus.owner, surplus.link.path)
        message = f"`{surplus.link.relation}` to `{surplus.link.target}` is written on both sides"
        yield Finding(
            surplus.owner.source,
            surplus.link.target_span,
            message,
            f"remove it here: `{kept.owner.path}` says the same",
            "follows from the other side",
            Fix("remove this side", (edit,), safe=True) if edit else None,
            (related(kept, "the other side"),),
            surplus.owner.id,
        )


def _surplus(first: Written, second: Written) -> Written | None:
    """The side that says nothing of its own, if there is one."""
    drop_first, drop_second = adds_nothing(first.link, second.link), adds_nothing(second.link, first.link)
    if drop_first and drop_second:
        return first if first.inverted and not second.inverted else second
    return first if drop_first else second if drop_second else None
