"""A file that is not read, because it could do harm or is not text.

What it does
------------
Reports symbolic links, folders and devices in the place of files, files that are not UTF-8 or hold a NUL character, and
entries of more than 1 MiB.

Why is this bad?
----------------
A link can lead to a file outside the guide and publish it. What is not text cannot be shown, searched or reviewed.

Example
-------
    concepts/evidence/notes.md -> /home/me/private.txt

Use instead
-----------
    concepts/evidence/notes.md, saved as UTF-8
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "SEC002"
NAME = "unsafe-file"


def check(context: Context) -> Iterator[Finding]:
    yield from context.faults(NAME)
