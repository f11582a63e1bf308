"""What the checks say of themselves, for pages and for `kb rule`."""

from __future__ import annotations

from inspect import cleandoc

from kb.checks.registry import CHECKS
from kb.checks.severity import SEVERITY


def rule_texts() -> tuple[tuple[str, str, str, str], ...]:
    """Code, name, severity and documentation of every check, in the order of codes."""
    return tuple(
        (check.CODE, check.NAME, SEVERITY[check.CODE].label, cleandoc(check.__doc__ or "")) for check in CHECKS
    )
