"""A link in the text to an entry that no typed link names.

What it does
------------
Compares the links of the text with the typed links between the two entries, in either direction and written on either
side. The steps of a path count as typed. Speaks once for each entry linked to. It is off by default: while one writes it
shows which relations are still to be named; a finished text may well mention more than it relates.

Why is this bad?
----------------
A link in the text says that two ideas have to do with each other and does not say what. Readers of the map and of the
other entry never learn of it.

Example
-------
    links: {}
    ---
    Once it knows that it is being tested, [[adversarial-training]] finds nothing.

Use instead
-----------
    links:
      undermines:
        - to: adversarial-training
          why: What it would do elsewhere does not show in training.
    ---
    Once it knows that it is being tested, [[adversarial-training]] finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "REL017"
NAME = "prose-link-without-edge"


def check(context: Context) -> Iterator[Finding]:
    for path, links in groupby(context.led, key=lambda led: led[0].path):
        concept = context.guide.by_path[path]
        named = {concept.id, *(step.target for step in concept.steps)}
        for _, link, entries in links:
            if len(entries) != 1 or entries[0].id in named:
                continue
            other = entries[0]
            named.add(other.id)
            if not context.graph.between(concept.id, other.id):
                message = f"the text links to `{other.id}`, which no relation joins to this entry"
                help = "name the relation under `links:`, there or here"
                yield Finding(concept.source, link.span, message, help, owner=concept.id)
