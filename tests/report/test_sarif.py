"""SARIF: valid, stable, and in the columns of the standard."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from kb.checks.rules import rules
from kb.model.guide import Guide
from kb.model.problem import Edit, Finding, Fix, Problem, Related, Report, Severity
from kb.model.source import Source, Span
from kb.report.sarif import fingerprints, sarif_report

SOURCE = Source("concepts/sea/a b.md", "---\ntitle: 🌊 Gale\nkind: wether\n---\n")


def problem(source: Source = SOURCE, marked: str = "wether", message: str = "unknown kind `wether`") -> Problem:
    start = source.text.index(marked)
    span = Span(start, start + len(marked))
    fix = Fix("replace it", (Edit("concepts/vocabulary.yml", Span(0, 5), "weather"),))
    related = (Related(source, Span(4, 9), "see [here](https://a.test)"),)
    finding = Finding(source, span, message, "a similar kind exists", fix=fix, related=related)
    return Problem("FM006", "invalid-value", Severity.ERROR, finding)


def parsed(guide: Guide, *problems: Problem) -> Any:
    return json.loads(sarif_report(Report(problems), guide, rules()))


def test_the_report_is_valid_by_the_published_schema(guide: Guide, sarif_mistakes: Callable[[Any], list[str]]) -> None:
    for log in (parsed(guide), parsed(guide, problem(), problem(marked="🌊"))):
        assert sarif_mistakes(log) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param(("level",), "fatal", id="a level of our own"),
        pytest.param(("message",), {}, id="a message without text"),
        pytest.param(("ruleIndex",), -2, id="a rule before the first"),
        pytest.param(("column",), 3, id="a field of our own"),
        pytest.param(("locations", 0, "physicalLocation", "region", "startLine"), 0, id="a row 0"),
    ],
)
def test_the_schema_notices_a_mistake(
    guide: Guide, sarif_mistakes: Callable[[Any], list[str]], place: tuple[str | int, ...], value: object
) -> None:
    log = parsed(guide, problem())
    at = log["runs"][0]["results"][0]
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    assert sarif_mistakes(log)


def test_a_result(guide: Guide) -> None:
    (run,) = parsed(guide, problem())["runs"]
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert result["ruleId"] == "FM006"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "FM006"
    assert result["level"] == "error"
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "concepts/sea/a%20b.md", "uriBaseId": "ROOT"},
                "region": {"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 13},
            }
        }
    ]
    assert [one["id"] for one in result["relatedLocations"]] == [1]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "concepts/vocabulary.yml"
    assert change["replacements"][0]["insertedContent"] == {"text": "weather"}


def test_columns_count_code_points(guide: Guide) -> None:
    (run,) = parsed(guide, problem(marked="Gale"))["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (10, 14)


def test_brackets_of_the_content_do_not_become_links(guide: Guide) -> None:
    (run,) = parsed(guide, problem())["runs"]
    assert run["results"][0]["relatedLocations"][0]["message"]["text"] == r"see \[here\](https://a.test)"


def test_every_rule_has_its_page_and_its_documentation(guide: Guide) -> None:
    (run,) = parsed(guide)["runs"]
    found = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in found] == [rule.code for rule in rules()]
    for rule in found:
        assert rule["helpUri"] == f"https://sailing.test/guide/rules/{rule['id']}.html"
        assert "## Why is this bad?" in rule["help"]["markdown"]


def test_a_fingerprint_stays_when_rows_move_and_tells_equal_findings_apart() -> None:
    def found(text: str) -> list[str]:
        source = Source("a.md", text)
        places = [at for at in range(len(text)) if text.startswith("wrong", at)]
        return fingerprints(
            Problem("FM006", "x", Severity.ERROR, Finding(source, Span(at, at + 5), "m")) for at in places
        )

    first = found("a\nwrong\nwrong\n")
    assert len(set(first)) == 2
    assert found("a\nb\n  wrong\nc\nwrong\n") == first
    assert found("a\nwrong again\nwrong\n") != first
