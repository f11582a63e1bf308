"""`--statistics`: one row for each code."""

from kb.model.problem import Edit, Finding, Fix, Problem, Report, Severity
from kb.model.source import Source, Span
from kb.report.statistics import statistics_report


def problem(code: str, name: str, severity: Severity, fix: Fix | None = None) -> Problem:
    return Problem(code, name, severity, Finding(Source("a.md", "text"), Span(0, 1), "m", fix=fix))


def test_codes_by_how_often_they_were_found() -> None:
    safe = Fix("f", (Edit("a.md", Span(0, 1), ""),), safe=True)
    unsafe = Fix("f", (Edit("a.md", Span(0, 1), ""),))
    report = Report(
        (
            problem("REL002", "dangling-target", Severity.ERROR, unsafe),
            problem("GRA003", "orphan", Severity.WARNING),
            *(problem("DEF003", "summary-form", Severity.INFO, safe) for _ in range(1200)),
            problem("DEF003", "summary-form", Severity.INFO, unsafe),
        )
    )
    assert statistics_report(report) == (
        "1,201  DEF003  summary-form     info     --fix\n"
        "    1  GRA003  orphan           warning\n"
        "    1  REL002  dangling-target  error    --unsafe-fixes\n"
    )


def test_nothing_found_is_nothing_said() -> None:
    assert statistics_report(Report(())) == ""
