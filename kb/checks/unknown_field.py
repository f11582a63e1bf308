"""A field, or a qualifier of a link, that does not exist.

What it does
------------
Compares every field of the frontmatter, and every qualifier of a typed link, with those that exist. A similar name is
offered where there is one.

Why is this bad?
----------------
A misspelled field would be ignored: `alias:` would give the entry no other name, and nobody would notice.

Example
-------
    alias: [deceptively aligned mesa-optimizer]

Use instead
-----------
    aliases: [deceptively aligned mesa-optimizer]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "FM003"
NAME = "unknown-field"


def check(context: Context) -> Iterator[Finding]:
    yield from context.faults(NAME)
