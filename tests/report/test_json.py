"""The JSON report: an exact shape that scripts and editors rely on."""

import json
from typing import Any

from kb.graph import Graph
from kb.model.guide import Guide
from kb.model.problem import Edit, Finding, Fix, Problem, Related, Report, Severity
from kb.model.source import Source, Span
from kb.report.json import json_report

SOURCE = Source("concepts/sea/broach.md", "---\r\ntitle: 🌊 Broach\r\nkind: hazzard\r\n---\r\n")
START = SOURCE.text.index("hazzard")
SPAN = Span(START, START + 7)


def parsed(report: Report, guide: Guide, graph: Graph) -> Any:
    return json.loads(json_report(report, guide, graph, 0.123456))


def test_the_whole_object(guide: Guide, graph: Graph) -> None:
    other = guide.vocabulary_source
    finding = Finding(
        SOURCE,
        SPAN,
        "unknown kind `hazzard`",
        "a similar kind exists: `hazard`",
        fix=Fix("replace it", (Edit(SOURCE.path, SPAN, "hazard"), Edit(other.path, Span(0, 0), "# \n"))),
        related=(Related(other, Span(0, 5), "declared here"),),
    )
    problem = Problem("FM006", "invalid-value", Severity.ERROR, finding)
    place = {
        "filename": "concepts/sea/broach.md",
        "location": {"row": 3, "column": 7},
        "end_location": {"row": 3, "column": 14},
    }
    declared = {
        "filename": "concepts/vocabulary.yml",
        "location": {"row": 1, "column": 1},
        "end_location": {"row": 1, "column": 6},
    }
    assert parsed(Report((problem,)), guide, graph) == {
        "version": 1,
        "summary": {"errors": 1, "warnings": 0, "infos": 0, "nodes": 0, "edges": 0, "seconds": 0.123},
        "diagnostics": [
            {
                "code": "FM006",
                "name": "invalid-value",
                "severity": "error",
                "message": "unknown kind `hazzard`",
                **place,
                "help": "a similar kind exists: `hazard`",
                "fix": {
                    "message": "replace it",
                    "applicability": "unsafe",
                    "edits": [
                        {**place, "content": "hazard"},
                        {**declared, "end_location": {"row": 1, "column": 1}, "content": "# \n"},
                    ],
                },
                "related": [{"message": "declared here", **declared}],
                "url": "https://sailing.test/guide/rules/FM006.html",
            }
        ],
    }


def test_columns_count_characters_and_not_bytes_or_code_units(guide: Guide, graph: Graph) -> None:
    start = SOURCE.text.index("Broach")
    finding = Finding(SOURCE, Span(start, start + 6), "m")
    problem = Problem("ID004", "duplicate-title", Severity.WARNING, finding)
    (found,) = parsed(Report((problem,)), guide, graph)["diagnostics"]
    assert found["location"] == {"row": 2, "column": 10}
    assert found["end_location"] == {"row": 2, "column": 16}
    assert found["help"] is None
    assert found["fix"] is None
    assert found["related"] == []


def test_levels_are_counted(guide: Guide, graph: Graph) -> None:
    finding = Finding(SOURCE, SPAN, "m")
    problems = tuple(
        Problem("X", "x", severity, finding)
        for severity in (
            Severity.ERROR,
            Severity.WARNING,
            Severity.WARNING,
            Severity.INFO,
            Severity.INFO,
            Severity.INFO,
        )
    )
    summary = parsed(Report(problems), guide, graph)["summary"]
    assert (summary["errors"], summary["warnings"], summary["infos"]) == (1, 2, 3)
