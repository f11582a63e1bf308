"""Every rule there is: what `kb check` looks for, and what `kb links` finds."""

from __future__ import annotations

from collections.abc import Mapping

from kb.checks.rules import rules
from kb.checks.severity import LINKS
from kb.checks.texts import rule_texts
from kb.links.rules import NAMES, RULE_TEXTS, SAFE
from kb.model.problem import Severity
from kb.model.rule import Rule


def every_rule(severity: Mapping[str, Severity] | None = None) -> tuple[Rule, ...]:
    """In the order of codes. `severity` overrides the built-in table, as a guide's settings do."""
    levels = {**LINKS, **(severity or {})}
    found = [
        Rule.read(code, NAMES[code], levels[code], "safe" if code in SAFE else "none", text)
        for code, text in RULE_TEXTS.items()
    ]
    return tuple(sorted([*rules(severity), *found], key=lambda rule: rule.code))


def every_rule_text() -> tuple[tuple[str, str, str, str], ...]:
    """Code, name, severity and documentation of each, in the order of codes: for the pages of the site."""
    found = [(code, NAMES[code], LINKS[code].label, text) for code, text in RULE_TEXTS.items()]
    return tuple(sorted([*rule_texts(), *found]))
