"""The blocks that people read: the format of the contract, and carets below what they mark whatever stands before."""

import re

import pytest

from kb.graph import Graph
from kb.model.guide import Guide
from kb.model.problem import Edit, Finding, Fix, Problem, Related, Report, Severity
from kb.model.source import Source, Span
from kb.model.terminal import visible, width
from kb.report.human import WIDEST, human_report

PATH = "concepts/sea/broach.md"
ROWS = "---\ntitle: Broach\nlinks:\n  prevented-by:\n    - heaving-o\n---\n"


def problem(text: str, marked: str, *, severity: Severity = Severity.ERROR, **fields: object) -> Problem:
    """A problem at the first place where `marked` stands in `text`."""
    start = text.index(marked)
    source = Source(PATH, text)
    values: dict[str, object] = {"message": "it is wrong", **fields}
    return Problem("REL002", "dangling-target", severity, Finding(source, Span(start, start + len(marked)), **values))  # type: ignore[arg-type]


def shown(guide: Guide, graph: Graph, *problems: Problem, color: bool = False) -> str:
    return human_report(Report(problems), guide, graph, 0.214, color=color)


def test_a_block_is_as_the_contract_says(guide: Guide, graph: Graph) -> None:
    fix = Fix("replace it", (Edit(PATH, Span(0, 0), ""),))
    found = problem(
        ROWS,
        "heaving-o",
        message="relation `prevented-by` points to `heaving-o`, which does not exist",
        label="no entry has this id",
        help="a maneuver with a similar id exists: `heaving-to`",
        fix=fix,
    )
    assert shown(guide, graph, found) == (
        "error[REL002]: relation `prevented-by` points to `heaving-o`, which does not exist\n"
        "  --> concepts/sea/broach.md:5:7\n"
        "   |\n"
        " 5 |     - heaving-o\n"
        "   |       ^^^^^^^^^ no entry has this id\n"
        "help: a maneuver with a similar id exists: `heaving-to` (unsafe fix)\n"
        "\n"
        "0 entries, 0 edges, 0.21 s: 1 error; 1 can be fixed with --unsafe-fixes\n"
    )


def test_wide_row_numbers_move_the_gutter(guide: Guide, graph: Graph) -> None:
    lines = shown(guide, graph, problem("\n" * 99 + "wrong\n", "wrong")).splitlines()
    assert lines[1:5] == [f"    --> {PATH}:100:1", "     |", " 100 | wrong", "     | ^^^^^"]


def test_related_places_are_shown_each_with_its_row(guide: Guide, graph: Graph) -> None:
    other = Source("concepts/sea/gale.md", "---\ntitle: Gale\n---\n")
    found = problem(ROWS, "title", related=(Related(other, Span(4, 9), "the first"),))
    assert shown(guide, graph, found).splitlines()[5:10] == [
        "note: the first",
        "  --> concepts/sea/gale.md:2:1",
        "   |",
        " 2 | title: Gale",
        "   | ^^^^^",
    ]


@pytest.mark.parametrize(
    ("before", "marked"),
    [
        pytest.param("plain ", "wrong", id="ASCII"),
        pytest.param("\t\ta\t", "wrong", id="tabs"),
        pytest.param("漢字 ", "错误", id="wide characters"),
        pytest.param("e\u0301o\u0308 ", "wrong", id="combining characters"),
        pytest.param("👩‍🚀 ", "wrong", id="emoji with a joiner"),
        pytest.param("\u202ea\u200b ", "wr\u00a0ong", id="invisible characters"),
        pytest.param("\x1b[31m", "wrong", id="terminal codes"),
        pytest.param("רוח ", "חזקה", id="right to left"),
    ],
)
def test_carets_stand_below_what_they_mark(guide: Guide, graph: Graph, before: str, marked: str) -> None:
    lines = shown(guide, graph, problem(f"{before}{marked} after\n", marked)).splitlines()
    text, carets = lines[3].removeprefix(" 1 | "), lines[4].removeprefix("   | ")
    column = width(text[: text.index(visible(marked))])
    assert carets == " " * column + "^" * width(visible(marked))


def test_nothing_that_a_terminal_would_obey_is_printed(guide: Guide, graph: Graph) -> None:
    source = Source("concepts/\x1b[2J.md", "\x1b[31mred \u202edesrever\x07\n")
    finding = Finding(source, Span(0, 3), "a \x1b[2J b", "c \u2066 d", "e \x08 f")
    text = shown(guide, graph, Problem("FM007", "stray-whitespace", Severity.WARNING, finding))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)
    assert "<U+001B>" in text
    assert "<U+202E>" in text


def test_a_span_over_several_rows_marks_the_first(guide: Guide, graph: Graph) -> None:
    lines = shown(guide, graph, problem("a: |\r\n  b\r\n", "a: |\r\n  b")).splitlines()
    assert lines[3:5] == [" 1 | a: |", "   | ^^^^"]


def test_an_empty_span_is_one_caret_also_at_the_end(guide: Guide, graph: Graph) -> None:
    text = "---\ntitle: a"
    finding = Finding(Source(PATH, text), Span(len(text), len(text)), "it ends")
    lines = shown(guide, graph, Problem("FM001", "invalid-yaml", Severity.ERROR, finding)).splitlines()
    assert lines[1:5] == [f"  --> {PATH}:2:9", "   |", " 2 | title: a", "   |         ^"]


def test_an_empty_file_has_a_place_and_no_row(guide: Guide, graph: Graph) -> None:
    finding = Finding(Source(PATH, ""), Span(0, 0), "the file is empty", "write it")
    lines = shown(guide, graph, Problem("FM001", "invalid-yaml", Severity.ERROR, finding)).splitlines()
    assert lines[:4] == ["error[FM001]: the file is empty", f"  --> {PATH}:1:1", "help: write it", ""]


@pytest.mark.parametrize("at", [0, 500, 995])
def test_of_a_long_row_the_part_around_the_finding_is_shown(guide: Guide, graph: Graph, at: int) -> None:
    text = "x" * at + "wrong" + "y" * (995 - at)
    lines = shown(guide, graph, problem(text, "wrong")).splitlines()
    assert width(lines[3]) <= WIDEST + 10
    assert lines[3][lines[4].index("^") : lines[4].rindex("^") + 1] == "wrong"


def test_a_long_finding_is_cut(guide: Guide, graph: Graph) -> None:
    lines = shown(guide, graph, problem("w" * 1000, "w" * 1000)).splitlines()
    assert width(lines[3]) <= WIDEST + 10
    assert lines[3].endswith("…")


def test_the_last_row_counts(guide: Guide, graph: Graph) -> None:
    safe = Fix("mend it", (Edit(PATH, Span(0, 0), ""),), safe=True)
    unsafe = Fix("guess it", (Edit(PATH, Span(0, 0), ""),))
    problems = (
        problem(ROWS, "title", fix=safe),
        problem(ROWS, "links", fix=unsafe),
        problem(ROWS, "links", severity=Severity.WARNING),
        problem(ROWS, "links", severity=Severity.INFO, fix=safe),
    )
    report = Report(problems, hidden=(problems[0],))
    assert human_report(report, guide, graph, 12.3456).splitlines()[-1] == (
        "0 entries, 0 edges, 12.35 s: 2 errors, 1 warning, 1 info; 2 can be fixed with --fix, 1 more with"
        " --unsafe-fixes; 1 accepted by `ignore`"
    )


def test_without_findings_the_last_row_is_all(guide: Guide, graph: Graph) -> None:
    assert shown(guide, graph) == "0 entries, 0 edges, 0.21 s: no findings\n"


def test_a_fix_without_help_says_what_it_does(guide: Guide, graph: Graph) -> None:
    safe = Fix("mend it", (Edit(PATH, Span(0, 0), ""),), safe=True)
    assert "\nhelp: mend it (safe fix)\n" in shown(guide, graph, problem(ROWS, "title", fix=safe))


def test_color_adds_codes_and_nothing_else(guide: Guide, graph: Graph) -> None:
    found = problem(ROWS, "title", help="do it", label="here")
    colored = shown(guide, graph, found, color=True)
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == shown(guide, graph, found)
