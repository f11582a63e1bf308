"""An `ignore` that hides nothing, or does not say why.

What it does
------------
Every code under `ignore` must be the code of a check, must have a reason, and must hide at least one finding. A code whose
check did not run is not judged.

Why is this bad?
----------------
An exception outlives its cause: the next mistake of that kind in the entry would be hidden without anybody having meant it.

Example
-------
    ignore: {REL013: "only related works exist so far"}    # and no finding of REL013 is left

Use instead
-----------
    # nothing
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.removal import removal
from kb.checks.severity import LINKS, SEVERITY
from kb.model.concept import Concept
from kb.model.problem import Finding, Fix
from kb.model.similar import similar

CODE = "SUP001"
NAME = "unused-suppression"


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        for code, reason in concept.ignore.items():
            if code not in SEVERITY and code not in LINKS:
                near = similar(code, (*SEVERITY, *LINKS))
                help = f"a similar code exists: `{near}`" if near else "`kb rule` lists the codes"
                yield _finding(concept, code, f"no check has the code `{code}`", help)
            elif not reason.strip():
                help = "say why the finding is accepted; without a reason it is shown"
                yield _finding(concept, code, f"`{code}` is ignored without a reason", help)
            elif code in context.ran and code != CODE and not context.hidden.get((concept.id, code)):
                edit = removal(concept, ("ignore", code))
                fix = Fix("remove it", (edit,), safe=True) if edit else None
                message = f"`{code}` is ignored, and finds nothing here"
                yield _finding(concept, code, message, "remove it", fix)


def _finding(concept: Concept, code: str, message: str, help: str, fix: Fix | None = None) -> Finding:
    return Finding(concept.source, concept.key_span("ignore", code), message, help, fix=fix, owner=concept.id)
