"""How often each check found something: `--statistics`."""

from __future__ import annotations

from collections import Counter

from kb.model.problem import Report


def statistics_report(report: Report) -> str:
    """One row for each code: count, code, name, severity, and whether some of its findings can be fixed."""
    if not report.problems:
        return ""
    counts = Counter(problem.code for problem in report.problems)
    first = {problem.code: problem for problem in reversed(report.problems)}
    fixes: dict[str, set[bool]] = {}
    for problem in report.problems:
        if fix := problem.finding.fix:
            fixes.setdefault(problem.code, set()).add(fix.safe)
    wide = max(len(f"{count:,}") for count in counts.values())
    name = max(len(first[code].name) for code in counts)
    rows = []
    for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        offered = fixes.get(code, set())
        how = "--fix" if True in offered else "--unsafe-fixes" if offered else ""
        row = f"{count:>{wide},}  {code:<6}  {first[code].name:<{name}}  {first[code].severity.label:<7}  {how}"
        rows.append(row.rstrip() + "\n")
    return "".join(rows)
