"""One target twice under one relation.

What it does
------------
Looks in each entry for two links of one relation to one target. The fix removes the one that says nothing that the other
does not say; where both say something of their own, there is no fix.

Why is this bad?
----------------
The graph holds one edge. Of two reasons given for it, readers see the first and never the second.

Example
-------
    links:
      contributes-to:
        - treacherous-turn
        - to: treacherous-turn
          why: Defection is what the earlier compliance was for.

Use instead
-----------
    links:
      contributes-to:
        - to: treacherous-turn
          why: Defection is what the earlier compliance was for.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.removal import removal
from kb.checks.written import adds_nothing
from kb.model.concept import Link
from kb.model.problem import Finding, Fix, Related

CODE = "REL006"
NAME = "duplicate-edge"


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        first: dict[tuple[str, str], Link] = {}
        for link in concept.links:
            before = first.setdefault((link.relation, link.target), link)
            if before is link or link.target == concept.id:
                continue
            surplus = link if adds_nothing(link, before) else before if adds_nothing(before, link) else None
            edit = removal(concept, surplus.path) if surplus else None
            help = "remove one of the two" if surplus else "join the two: each says something that the other does not"
            fix = Fix("remove the link that says less", (edit,), safe=True) if edit else None
            message = f"`{link.target}` stands twice under `{link.relation}`"
            related = (Related(concept.source, before.target_span, "the first"),)
            yield Finding(concept.source, link.target_span, message, help, "again", fix, related, concept.id)
