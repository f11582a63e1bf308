"""Entries that hang together and are cut off from the rest.

What it does
------------
Follows the relations in both directions and reports, once each, the groups of two or more entries from which no relation
leads to the largest group. Single entries are left to GRA003.

Why is this bad?
----------------
Readers who come along the relations never get there, and nobody can be told how the two halves of the guide belong
together.

Example
-------
    # meiotic-drive.md, where nothing else of the guide is related to either
    links:
      is-a: [selfish-genetic-element]

Use instead
-----------
    # selfish-genetic-element.md
    links:
      analogous-to:
        - to: mesa-optimizer
          why: Each is a part that was selected and pursues an end of its own.
          breaks-at: A gene does not plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.graph.questions import components
from kb.model.problem import Finding

CODE = "GRA004"
NAME = "island"

SHOWN = 5


def check(context: Context) -> Iterator[Finding]:
    by_id, directions = context.guide.by_id, context.vocabulary.directions
    for group in components(context.graph)[1:]:
        entries = [by_id[id] for id in sorted(group)]
        # Where a link or a file went wrong, the bridge may only seem to be missing.
        doubtful = any(
            entry.broken or any(link.relation not in directions or link.target not in by_id for link in entry.links)
            for entry in entries
        )
        if len(entries) < 2 or doubtful:
            continue
        first, rest = entries[0], [entry.id for entry in entries[1:]]
        named = ", ".join(f"`{id}`" for id in rest[:SHOWN]) + (
            f" and {len(rest) - SHOWN} more" if len(rest) > SHOWN else ""
        )
        message = f"`{first.id}` and {named} are cut off from the rest of the guide"
        help = "relate one of them to an entry outside the group"
        yield Finding(first.source, first.value_span("title"), message, help, "an island", owner=first.id)
