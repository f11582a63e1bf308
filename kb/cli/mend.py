"""Writes the fixes that `kb check --fix` has found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from kb.fix import Look, fix_all
from kb.graph import Graph
from kb.model.guide import Guide
from kb.model.problem import Report
from kb.write import write_edits

Checked = tuple[Guide, Graph, Report]


def mend(root: Path, first: Checked, look: Callable[[dict[str, str]], Checked], *, unsafe: bool) -> Checked:
    """Fix and write, and return what is left. KbError if a file changed on disk meanwhile; then nothing is written."""
    latest = first

    def again(texts: dict[str, str]) -> Look:
        nonlocal latest
        latest = look(texts)
        return Look(latest[0], latest[2])

    fixed = fix_all(Look(first[0], first[2]), again, unsafe=unsafe)
    paths = write_edits(root, fixed.before, fixed.after)
    if paths:
        findings, files = len(fixed.problems), len(paths)
        message = f"fixed {findings} finding{'s' * (findings != 1)} in {files} file{'s' * (files != 1)}"
        click.echo(message, err=True)
    graph = latest[1] if latest[0] is fixed.last.guide else look({})[1]
    return fixed.last.guide, graph, fixed.last.report
