"""The report of `kb links` as the text of an issue, which is kept and written anew by each run.

Everything in it is inert: titles come from other people's servers.
"""

from __future__ import annotations

import html
import re

from kb.model.guide import Guide
from kb.model.problem import Problem, Report
from kb.model.rule import Rule
from kb.report.github import escaped
from kb.report.url import rule_url

_QUOTED = re.compile(r"`([^`]+)`")

MOST_PLACES = 20
"""Uses of one address that are listed; the rest is counted."""


def issue_report(report: Report, guide: Guide, rules: tuple[Rule, ...], counted: str) -> str:
    """One section per code, what matters most first, with every address and where it is used. `counted` is said first."""
    parts = [html.escape(counted)]
    by_code: dict[str, list[Problem]] = {}
    for problem in report.problems:
        by_code.setdefault(problem.code, []).append(problem)
    for rule in sorted(rules, key=lambda rule: (-rule.severity, rule.code)):
        if problems := by_code.get(rule.code):
            url = rule_url(rule.code, guide)
            code = f"[{rule.code}]({url})" if url.startswith("http") else rule.code
            parts.append(f"### {rule.title} ({len(problems)})\n\n{code} {rule.name}, {rule.severity.label}")
            parts.append("\n".join(_item(problem) for problem in problems))
    return "\n\n".join(parts) + "\n"


def _item(problem: Problem) -> str:
    """A box to tick, the finding, and its places below."""
    finding = problem.finding
    help = f"<br>{_told(finding.help)}" if finding.help else ""
    related = [(one.source, one.span) for one in finding.related]
    places = dict.fromkeys(
        f"{_code(source.path)} {source.position(span.start).row}"
        for source, span in [(finding.source, finding.span), *related]
    )
    listed = list(places)[:MOST_PLACES]
    more = [f"and {len(places) - len(listed)} more"] if len(places) > len(listed) else []
    return f"- [ ] {_told(finding.message)}{help}<br>{' · '.join(listed + more)}"


def _told(text: str) -> str:
    """A message in which what stands between backticks is code, and nothing else is markup."""
    parts = _QUOTED.split(" ".join(text.split()))
    return "".join(_code(part) if at % 2 else escaped(part) for at, part in enumerate(parts))


def _code(text: str) -> str:
    """A text as a code span, in which nothing means anything; short and readable, for an issue has a limit."""
    return f"`{text.replace('`', chr(39))}`"
