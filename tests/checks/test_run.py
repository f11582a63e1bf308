"""What runs, how severe it is, and that one mistake in the vocabulary is not one in every entry."""

from pathlib import Path

import pytest

from kb.checks import Context, run_checks
from kb.checks.severity import SEVERITY
from kb.errors import KbError
from kb.graph import build_graph
from kb.load import load_guide
from kb.model.problem import Severity

VOCABULARY = (Path(__file__).parent / "vocabulary.yml").read_text(encoding="utf-8")
GALE = """---
title: Gale
kind: weather
summary: a  wind
links: {causes: [broach]}
sources: [key]
---
See [[broach]].
"""
BROACH = "---\ntitle: Broach\nkind: hazard\nsummary: A turn.\nsources: [key]\n---\n"
REFERENCES = "@misc{key, title = {Winds}, author = {B, A}, year = {1805}, url = {https://a.test/winds}}\n"


def context_of(root: Path, *, vocabulary: str = VOCABULARY, settings: str = "", gale: str = GALE) -> Context:
    files = {
        "concepts/vocabulary.yml": vocabulary,
        "concepts/references.bib": REFERENCES,
        "concepts/sea/gale.md": gale,
        "concepts/sea/broach.md": BROACH,
        "pyproject.toml": f"[tool.kb]\n{settings}",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    guide = load_guide(root)
    return Context(guide, build_graph(guide))


def codes(context: Context, *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[str]:
    return [problem.code for problem in run_checks(context, select=select, ignore=ignore).problems]


def test_problems_come_in_the_order_of_files_and_places(tmp_path: Path) -> None:
    found = codes(context_of(tmp_path), ignore=("GRA",))
    assert found == ["DEF003", "DEF003", "FM007"]


def test_selecting_and_ignoring_by_beginnings(tmp_path: Path) -> None:
    context = context_of(tmp_path)
    assert codes(context, select=("FM",)) == ["FM007"]
    assert codes(context, select=("FM", "DEF"), ignore=("DEF003",)) == ["FM007"]


def test_settings_of_the_guide_count_where_nothing_is_chosen(tmp_path: Path) -> None:
    context = context_of(tmp_path, settings='select = ["FM", "DEF"]\nignore = ["FM007"]\n')
    assert codes(context) == ["DEF003", "DEF003"]
    assert codes(context, select=("FM",), ignore=("DEF",)) == ["FM007"]


def test_severities_of_the_guide_override_the_table(tmp_path: Path) -> None:
    settings = '[tool.kb.severity]\nFM007 = "error"\nDEF003 = "off"\n'
    report = run_checks(context_of(tmp_path, settings=settings), ignore=["GRA"])
    assert [(problem.code, problem.severity) for problem in report.problems] == [("FM007", Severity.ERROR)]
    assert report.worst == Severity.ERROR


def test_what_is_off_runs_when_selected_by_its_full_name(tmp_path: Path) -> None:
    off = [code for code, severity in SEVERITY.items() if severity == Severity.OFF]
    assert off == ["REL017"]
    unlinked = context_of(tmp_path, gale=GALE.replace("links: {causes: [broach]}\n", ""))
    assert codes(unlinked, select=("REL017",)) == ["REL017"]
    assert codes(unlinked, select=("REL",)) == []


@pytest.mark.parametrize("where", ["select", "ignore", "severity"])
def test_a_code_that_does_not_exist_stops_the_tool(tmp_path: Path, where: str) -> None:
    settings = '[tool.kb.severity]\nXYZ001 = "off"\n' if where == "severity" else ""
    context = context_of(tmp_path, settings=settings)
    chosen = ["XYZ001"]
    with pytest.raises(KbError, match="XYZ001"):
        run_checks(context, select=chosen if where == "select" else (), ignore=chosen if where == "ignore" else ())


def test_an_ignore_hides_and_is_counted(tmp_path: Path) -> None:
    gale = GALE.replace("---\nSee", "ignore: {FM007: two spaces are wanted here}\n---\nSee")
    report = run_checks(context_of(tmp_path, gale=gale), ignore=["GRA", "DEF"])
    assert report.problems == ()
    assert [problem.code for problem in report.hidden] == ["FM007"]


@pytest.mark.parametrize(
    "vocabulary",
    [
        pytest.param("", id="empty"),
        pytest.param("a: [b\n", id="not YAML"),
        pytest.param("- a list\n", id="a list"),
        pytest.param(VOCABULARY + "\n  bad: x: y\n", id="a slip at the end"),
        pytest.param("guide: {title: No kinds}\n", id="no kind"),
        pytest.param(VOCABULARY.replace("definition: The subject makes the target happen.\n", ""), id="no definition"),
        pytest.param(
            VOCABULARY.replace("definition: The subject makes", "definition: [The subject makes]\n#"), id="a list"
        ),
        pytest.param(
            VOCABULARY.replace("{from: gear, to: gear}", "{from: gaer, to: gear}", 1), id="a kind that does not exist"
        ),
    ],
)
def test_one_mistake_in_the_vocabulary_is_one_problem(tmp_path: Path, vocabulary: str) -> None:
    assert vocabulary != VOCABULARY
    assert codes(context_of(tmp_path, vocabulary=vocabulary), ignore=("DEF003", "FM007", "GRA")) == ["VOC001"]
