"""Runs checks and turns their findings into problems: code, severity, suppression, order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kb.checks.check import Check
from kb.checks.context import Context
from kb.checks.registry import CHECKS, LAST
from kb.checks.severity import LINKS, SEVERITY
from kb.errors import KbError
from kb.model.problem import Problem, Report, Severity

WITHOUT_VOCABULARY = frozenset({"FM001", "FM002", "ID001", "ID003", "SEC001", "SEC002", "VOC001"})
"""Checks that mean something while the vocabulary is wrong."""


def run_checks(context: Context, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Report:
    """Run every check that is on.

    `select` and `ignore` hold codes or the beginnings of codes (`REL`, `REL002`); the guide's own settings count where
    they are empty. KbError if one of them names no check.
    """
    config = context.guide.config
    select, ignore = select or config.select, ignore or config.ignore
    known = (*SEVERITY, *LINKS)
    for code in (*select, *ignore, *config.severity):
        if not any(one.startswith(code) for one in known):
            raise KbError(f"no check has a code that begins with `{code}`", "`kb rule` lists the codes")
    severities = {**SEVERITY, **config.severity}
    wanted = [check for check in CHECKS if _wanted(check.CODE, severities[check.CODE], select, ignore)]
    if not context.vocabulary.concrete_kinds:
        # Every kind and relation would be unknown: one mistake, and not thousands.
        wanted = [check for check in wanted if check.CODE in WITHOUT_VOCABULARY]
    first = [check for check in wanted if check.CODE in WITHOUT_VOCABULARY]
    problems, hidden = _run(first, context, severities)
    vocabulary = context.guide.vocabulary_source.path
    if any(problem.path == vocabulary and problem.severity == Severity.ERROR for problem in problems):
        # What entries say is judged by the vocabulary; while that is wrong, judgments would follow from the mistake.
        wanted = first
    rest = [check for check in wanted if check not in first and check not in LAST]
    for found, into in zip(_run(rest, context, severities), (problems, hidden), strict=True):
        into.extend(found)
    counts = Counter((problem.finding.owner or "", problem.code) for problem in hidden)
    context = replace(context, hidden=counts, ran=frozenset(check.CODE for check in wanted))
    more, also_hidden = _run([check for check in wanted if check in LAST], context, severities)
    return Report(
        tuple(sorted([*problems, *more], key=lambda problem: problem.sort_key)),
        tuple(sorted([*hidden, *also_hidden], key=lambda problem: problem.sort_key)),
    )


def _wanted(code: str, severity: Severity, select: Sequence[str], ignore: Sequence[str]) -> bool:
    if any(code.startswith(one) for one in ignore):
        return False
    if severity == Severity.OFF:
        return code in select
    return not select or any(code.startswith(one) for one in select)


def _run(
    checks: Iterable[Check], context: Context, severities: dict[str, Severity]
) -> tuple[list[Problem], list[Problem]]:
    by_id = context.guide.by_id
    shown: list[Problem] = []
    hidden: list[Problem] = []
    for check in checks:
        severity = severities[check.CODE] or Severity.WARNING
        for finding in check.check(context):
            owner = by_id.get(finding.owner or "")
            accepted = owner is not None and owner.ignore.get(check.CODE, "").strip()
            level = min(severity, finding.severity) if finding.severity else severity
            (hidden if accepted else shown).append(Problem(check.CODE, check.NAME, level, finding))
    return shown, hidden
