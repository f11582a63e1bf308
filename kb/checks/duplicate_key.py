"""A field that is given twice.

What it does
------------
Looks for the same key twice at the same level of the frontmatter.

Why is this bad?
----------------
YAML readers keep one of the two and drop the other without a word, so half of what was written is lost.

Example
-------
    links:
      is-a: [pseudo-alignment]
      is-a: [failure-of-oversight]

Use instead
-----------
    links:
      is-a: [pseudo-alignment, failure-of-oversight]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "FM002"
NAME = "duplicate-key"


def check(context: Context) -> Iterator[Finding]:
    yield from context.faults(NAME)
