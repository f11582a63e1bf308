"""Quick fixes: what the checks propose, at the place where somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.fix import apply_fixes
from kb.model.problem import Edit, Problem, Report
from kb.model.source import Span


@dataclass(frozen=True, slots=True)
class Action:
    """A mend of one problem. A safe one never changes what the author meant."""

    title: str
    problem: Problem
    edits: tuple[Edit, ...]
    safe: bool


def fixes_at(report: Report, path: str, span: Span) -> list[Action]:
    """The fixes of the problems that touch a span."""
    found = []
    for problem in report.problems:
        fix, place = problem.finding.fix, problem.finding.span
        if fix and problem.path == path and place.start <= span.end and span.start <= place.end:
            title = f"{fix.description[:1].upper()}{fix.description[1:]}"
            found.append(Action(title, problem, fix.edits, fix.safe))
    return found


def fix_all(report: Report, path: str, text: str) -> str | None:
    """The text of a file after all its safe fixes that concern no other file; None if there is nothing to fix."""
    mine: Sequence[Problem] = [problem for problem in report.problems if problem.path == path]
    return apply_fixes(mine, {path: text}).texts.get(path)
