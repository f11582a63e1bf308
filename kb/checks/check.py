"""The shape of a check, said once.

A check is a module of this package with

* a docstring whose first line says what it catches, followed by the headings `What it does`, `Why is this bad?`,
  `Example` and `Use instead` (each underlined with dashes): its documentation, shown by `kb rule` and on the site;
* `CODE` and `NAME`: stable, never used again for something else;
* `check(context)`, which yields findings. It prints nothing, raises nothing and knows no severity.

Then it is listed in `registry.py`, given a severity in `severity.py`, and its cases stand in `tests/checks/<CODE>.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from kb.checks.context import Context
from kb.model.problem import Finding


class Check(Protocol):
    """A module that follows the shape above."""

    __doc__: str | None
    CODE: str
    NAME: str

    def check(self, context: Context, /) -> Iterator[Finding]:
        """Yield what is wrong."""
