"""Frontmatter that cannot be read.

What it does
------------
Reports a file whose frontmatter is missing, never closed, larger than 64 KiB or not YAML. Anchors, aliases and tags are
YAML, but not allowed: they make one value depend on another, and some expand to more than fits in memory.

Why is this bad?
----------------
Nothing else of the entry can be read: it has no title, no kind and no relations until this is mended.

Example
-------
    title: Goodhart's law: four variants

Use instead
-----------
    title: "Goodhart's law: four variants"
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "FM001"
NAME = "invalid-yaml"


def check(context: Context) -> Iterator[Finding]:
    yield from context.faults(NAME)
