"""The documentation of the checks, taken from their docstrings."""

from __future__ import annotations

from collections.abc import Mapping

from kb.checks.check import Check
from kb.checks.fixes import SAFE, UNSAFE
from kb.checks.registry import CHECKS
from kb.checks.severity import SEVERITY
from kb.model.problem import Severity
from kb.model.rule import Mend, Rule


def rules(severity: Mapping[str, Severity] | None = None) -> tuple[Rule, ...]:
    """Every check as a rule, in the order of codes. `severity` overrides the built-in table, as a guide's settings do."""
    levels = {**SEVERITY, **(severity or {})}
    return tuple(_rule(check, levels[check.CODE]) for check in CHECKS)


def _rule(check: Check, severity: Severity) -> Rule:
    fix: Mend = "safe" if check.CODE in SAFE else "unsafe" if check.CODE in UNSAFE else "none"
    return Rule.read(check.CODE, check.NAME, severity, fix, check.__doc__ or "")
