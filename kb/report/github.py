"""The report for GitHub Actions: annotations on the rows of a pull request, and a table for the step summary.

Workflow commands and their escapes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
The platform shows at most ten annotations of each level from one step and drops the rest, so the ten that matter most to
the author come first.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection

from kb.graph import Graph
from kb.model.guide import Guide
from kb.model.problem import Problem, Report, Severity
from kb.report.human import counts
from kb.report.url import rule_url

MOST = 10
"""Annotations of one level that the platform shows."""

LARGEST_SUMMARY = 1_000_000
"""Bytes of a step summary that the platform takes, with some room: 1 MiB."""

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|~:@/=^$&<>\"']")
_QUOTED = re.compile(r"`([^`]*)`")


def github_report(
    report: Report, guide: Guide, graph: Graph, seconds: float, *, changed: Collection[str] = (), prefix: str = ""
) -> str:
    """Workflow commands, the errors first, then the counts.

    `changed` holds the files of the pull request, relative to the guide's root: findings in them are shown first.
    `prefix` is the folder of the guide in the repository, if it is not the repository itself.
    """
    rows: list[str] = []
    for severity, level in _LEVEL.items():
        problems = [problem for problem in report.problems if problem.severity == severity]
        problems.sort(key=lambda problem: problem.path not in changed)  # stable: otherwise the report's order
        rows += [_command(level, problem, prefix) for problem in problems[:MOST]]
        if len(problems) > MOST:
            rows.append(f"{len(problems) - MOST} more of level {level} are in the step summary")
    rows.append(counts(report, graph, seconds))
    return "\n".join(rows) + "\n"


def github_summary(report: Report, guide: Guide, graph: Graph, seconds: float, *, changed: Collection[str] = ()) -> str:
    """All findings as a Markdown table, those in `changed` first. What does not fit the platform's limit is counted."""
    text = f"### kb check\n\n{html.escape(counts(report, graph, seconds))}\n\n"
    if not report.problems:
        return text
    text += "| | check | place | finding |\n|---|---|---|---|\n"
    problems = sorted(report.problems, key=lambda problem: (-problem.severity, problem.path not in changed))
    size = len(text.encode())
    rows: list[str] = []
    for index, problem in enumerate(problems):
        row = _row(problem, guide)
        size += len(row.encode())
        if size > LARGEST_SUMMARY:
            rows.append(f"| | | | and {len(problems) - index} more |\n")
            break
        rows.append(row)
    return text + "".join(rows)


def _command(level: str, problem: Problem, prefix: str) -> str:
    finding = problem.finding
    start = finding.source.position(finding.span.start)
    end = finding.source.position(max(finding.span.end, finding.span.start))
    properties = {"file": f"{prefix.strip('/')}/{problem.path}".lstrip("/"), "line": start.row}
    if end.row == start.row:
        # Columns count only within one row; the end is the last character, not the one behind it.
        properties |= {"col": start.column, "endColumn": max(end.column - 1, start.column)}
    else:
        properties |= {"endLine": end.row}
    properties |= {"title": f"{problem.code} {problem.name}"}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    text = finding.message + (f"\nhelp: {finding.help}" if finding.help else "")
    return f"::{level} {written}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _row(problem: Problem, guide: Guide) -> str:
    finding = problem.finding
    row = finding.source.position(finding.span.start).row
    url = rule_url(problem.code, guide)
    code = f"[{problem.code}]({url})" if url.startswith("http") else problem.code
    place = f"<code>{inert(problem.path)}</code> {row}"
    message = worded(finding.message) + (f"<br>{worded(finding.help)}" if finding.help else "")
    return f"| {problem.severity.label} | {code} | {place} | {message} |\n"


def worded(text: str) -> str:
    """A message as inert HTML: what stands between backticks as code, nothing in it as markup of its own."""
    parts = _QUOTED.split(" ".join(text.split()))
    return "".join(f"<code>{escaped(part)}</code>" if at % 2 else escaped(part) for at, part in enumerate(parts))


def inert(text: str) -> str:
    """Text of unknown origin in which Markdown, HTML, addresses and mentions mean nothing."""
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    """The same, with its spaces as they are."""
    return _MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", text)
