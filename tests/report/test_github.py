"""Annotations and the step summary: the platform's limits and escapes."""

import re

from kb.graph import Graph
from kb.model.guide import Guide
from kb.model.problem import Finding, Problem, Report, Severity
from kb.model.source import Source, Span
from kb.report.github import LARGEST_SUMMARY, MOST, github_report, github_summary


def problem(
    path: str = "concepts/sea/gale.md",
    message: str = "it is wrong",
    severity: Severity = Severity.ERROR,
    help: str = "",
) -> Problem:
    finding = Finding(Source(path, "---\ntitle: Gale\n---\n"), Span(11, 15), message, help or None)
    return Problem("ID004", "duplicate-title", severity, finding)


def commands(text: str, level: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(f"::{level} ")]


def test_a_command(guide: Guide, graph: Graph) -> None:
    text = github_report(Report((problem(help="change it"),)), guide, graph, 0.2)
    assert text.splitlines() == [
        "::error file=concepts/sea/gale.md,line=2,col=8,endColumn=11,title=ID004 duplicate-title"
        "::it is wrong%0Ahelp: change it",
        "0 entries, 0 edges, 0.20 s: 1 error",
    ]


def test_levels_have_the_names_of_the_platform(guide: Guide, graph: Graph) -> None:
    found = Report((problem(severity=Severity.WARNING), problem(severity=Severity.INFO)))
    text = github_report(found, guide, graph, 0)
    assert len(commands(text, "warning")) == 1
    assert len(commands(text, "notice")) == 1


def test_what_the_content_says_cannot_become_a_command(guide: Guide, graph: Graph) -> None:
    found = problem("concepts/a,line=7:b%.md", "100%\r\n::error::x")
    text = github_report(Report((found,)), guide, graph, 0)
    assert "file=concepts/a%2Cline=7%3Ab%25.md,line=2" in text
    assert text.splitlines()[0].endswith("::100%25%0D%0A::error::x")


def test_a_span_over_several_rows_has_no_columns(guide: Guide, graph: Graph) -> None:
    finding = Finding(Source("a.md", "one\ntwo\nthree\n"), Span(0, 7), "m")
    text = github_report(Report((Problem("X", "x", Severity.ERROR, finding),)), guide, graph, 0)
    assert text.startswith("::error file=a.md,line=1,endLine=2,title=X x::m\n")


def test_at_most_ten_of_a_level_and_the_changed_files_first(guide: Guide, graph: Graph) -> None:
    problems = tuple(problem(f"concepts/sea/{number:02}.md") for number in range(14))
    mild = tuple(problem(f"concepts/sea/{number:02}.md", severity=Severity.WARNING) for number in range(3))
    changed = {"concepts/sea/12.md", "concepts/sea/13.md"}
    text = github_report(Report(problems + mild), guide, graph, 0, changed=changed)
    files = [re.findall(r"file=concepts/sea/(\d+)", line)[0] for line in commands(text, "error")]
    assert files == ["12", "13", *(f"{number:02}" for number in range(MOST - 2))]
    assert "4 more of level error are in the step summary" in text
    assert len(commands(text, "warning")) == 3
    assert "more of level warning" not in text


def test_a_guide_in_a_folder_of_the_repository(guide: Guide, graph: Graph) -> None:
    text = github_report(Report((problem(),)), guide, graph, 0, prefix="docs/guide")
    assert text.startswith("::error file=docs/guide/concepts/sea/gale.md,")


def test_the_summary_lists_everything_changed_files_and_errors_first(guide: Guide, graph: Graph) -> None:
    problems = [problem(f"concepts/sea/{number:02}.md", severity=Severity.WARNING) for number in range(30)]
    problems.append(problem("concepts/sea/99.md"))
    text = github_summary(Report(tuple(problems)), guide, graph, 0, changed={"concepts/sea/07.md"})
    assert text.startswith("### kb check\n\n0 entries, 0 edges, 0.00 s: 1 error, 30 warnings\n\n| |")
    rows = [re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), row) for row in text.splitlines()[6:]]
    files = [re.findall(r"sea/(\d+)\.md", row)[0] for row in rows]
    assert files[:3] == ["99", "07", "00"]
    assert len(files) == 31
    assert "[ID004](https://sailing.test/guide/rules/ID004.html)" in text


def test_what_the_content_says_cannot_become_markup_of_the_summary(guide: Guide, graph: Graph) -> None:
    message = "`<img src=x>` | ![x](https://a.test) @somebody [a](javascript:b) *b*\n# c `"
    text = github_summary(Report((problem(message=message),)), guide, graph, 0)
    row = text.splitlines()[-1]
    assert row.count("|") == 5
    cell = row.rsplit("|", 2)[1].replace("<code>", "").replace("</code>", "")
    assert not set("<>[]()@*!`") & set(cell)
    assert "https:" not in cell


def test_a_clean_summary_has_no_table(guide: Guide, graph: Graph) -> None:
    assert github_summary(Report(()), guide, graph, 0) == "### kb check\n\n0 entries, 0 edges, 0.00 s: no findings\n\n"


def test_a_summary_keeps_within_the_limit_of_the_platform(guide: Guide, graph: Graph) -> None:
    text = github_summary(Report((problem(message="é" * 20_000),) * 60), guide, graph, 0)
    assert len(text.encode()) <= LARGEST_SUMMARY + 100
    assert re.search(r"and \d+ more \|\n$", text)


def test_names_in_a_summary_keep_the_spaces_around_them(guide: Guide, graph: Graph) -> None:
    text = github_summary(Report((problem(message="the title of `gale` is  that of `storm` too"),)), guide, graph, 0)
    assert "the title of <code>gale</code> is that of <code>storm</code> too" in text
