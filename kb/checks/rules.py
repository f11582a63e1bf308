"""The documentation of the checks, taken from their docstrings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kb.checks.check import Check
from kb.checks.fixes import SAFE, UNSAFE
from kb.checks.registry import CHECKS
from kb.checks.severity import SEVERITY
from kb.model.problem import Severity
from kb.model.rule import Mend, Rule

_HEADING = re.compile(r"^(.+)\n-{3,}\n", re.MULTILINE)


def rules(severity: Mapping[str, Severity] | None = None) -> tuple[Rule, ...]:
    """Every check as a rule, in the order of codes. `severity` overrides the built-in table, as a guide's settings do."""
    levels = {**SEVERITY, **(severity or {})}
    return tuple(_rule(check, levels[check.CODE]) for check in CHECKS)


def _rule(check: Check, severity: Severity) -> Rule:
    title, *parts = _HEADING.split(check.__doc__ or "")
    sections = tuple((heading.strip(), text.strip("\n")) for heading, text in zip(parts[::2], parts[1::2], strict=True))
    fix: Mend = "safe" if check.CODE in SAFE else "unsafe" if check.CODE in UNSAFE else "none"
    return Rule(check.CODE, check.NAME, severity, fix, title.strip(), sections)
