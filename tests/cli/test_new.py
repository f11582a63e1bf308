"""`kb new`: a file that is valid as it is, and says of everything that is missing that it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.checks import Context, run_checks
from kb.cli import main
from kb.graph import build_graph
from kb.load import load_guide
from kb.model.problem import Problem, Severity

ROOT = Path(__file__).parents[2]
GUIDES = [ROOT, *sorted(path.parent for path in ROOT.glob("tests/guides/*/concepts"))]
CASES = [
    pytest.param(guide, kind, id=f"{guide.name if guide != ROOT else 'this guide'}: {kind}")
    for guide in GUIDES
    for kind in load_guide(guide).vocabulary.concrete_kinds
]
TITLE = "Something: that nobody wrote about"
ID = "something-that-nobody-wrote-about"
WORK = "@misc{key, title = {Work}, author = {A, B}, year = {2001}, url = {https://a.test/work}}\n"
UNCONNECTED = {"GRA003", "GRA004", "GRA005", "GRA008", "DEF005"}
"""No link and no source yet: warnings that wait until there is a text."""


def empty_guide(tmp_path: Path, guide: Path) -> Path:
    """A guide with the words of another and none of its entries."""
    (tmp_path / "concepts").mkdir()
    shutil.copy(guide / "concepts" / "vocabulary.yml", tmp_path / "concepts")
    (tmp_path / "concepts" / "references.bib").write_text(WORK, encoding="utf-8")
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "new", *arguments])


def found(root: Path, path: str) -> list[Problem]:
    guide = load_guide(root)
    return [one for one in run_checks(Context(guide, build_graph(guide))).problems if one.path == path]


@pytest.mark.parametrize(("guide", "kind"), CASES)
def test_nothing_is_missing_but_the_text_and_each_gap_is_named(tmp_path: Path, guide: Path, kind: str) -> None:
    root = empty_guide(tmp_path, guide)
    made = run(root, kind, TITLE)
    assert made.exit_code == 0, made.output
    path = made.stdout.strip()
    problems = found(root, path)
    assert {one.code for one in problems} - UNCONNECTED <= {"PRO002", "FM004"}
    declared = load_guide(root).vocabulary.kinds[kind]
    gaps = {
        "in the field `summary`",
        "before the first heading",
        *(f"in the section `{section}`" for section in declared.sections),
        *(f"`{field}`" for field in declared.fields),
    }
    errors = [one.finding.message for one in problems if one.severity == Severity.ERROR]
    assert len(errors) == len(gaps)
    for gap in gaps:
        assert sum(gap in message for message in errors) == 1, gap
    for what in ("summary", *declared.fields, *declared.sections):
        assert what in made.stderr


@pytest.mark.parametrize(("guide", "kind"), CASES)
def test_with_its_text_it_has_no_error(tmp_path: Path, guide: Path, kind: str) -> None:
    root = empty_guide(tmp_path, guide)
    vocabulary = load_guide(root).vocabulary
    path = run(root, kind, TITLE).stdout.strip()
    file = root / path
    text = file.read_text(encoding="utf-8")
    text = text.replace("cite:\n", "cite: key\n").replace("status: …", f"status: {next(iter(vocabulary.statuses), '')}")
    text = text.replace("steps: []", f"steps: [{ID}]").replace("sources: []", "sources: [key]")
    text = text.replace("summary: …", "summary: Words that say what it is.").replace("\n…\n", "\nSome words.\n")
    file.write_text(text, encoding="utf-8")
    assert [one for one in found(root, path) if one.severity == Severity.ERROR] == []


def test_two_new_files_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    root = empty_guide(tmp_path, ROOT)
    kind = load_guide(root).vocabulary.concrete_kinds[0]
    paths = [run(root, kind, title).stdout.strip() for title in ("First one", "Second thing")]
    for path in paths:
        assert {one.code for one in found(root, path)} - UNCONNECTED <= {"PRO002", "FM004"}


WEIRD = {
    "kinds": {
        "no": {
            "label": "No",
            "plural": "Nos",
            "definition": "A word\nthat YAML reads as false.",
            "fields": ["origin", "cite", "aliases", "sources", "links", "status"],
            "sections": ["What:\n is it"],
        }
    },
    "areas": {"on": {"label": "On", "definition": "Another."}},
    "relations": {
        "goes-with": {
            "symmetric": True,
            "label": "goes with",
            "heading": "With",
            "definition": "Two\nrows: of words # here.",
        }
    },
}


def test_words_that_yaml_reads_otherwise_and_texts_of_several_rows(tmp_path: Path) -> None:
    import yaml

    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "vocabulary.yml").write_text(yaml.safe_dump(WEIRD), encoding="utf-8")
    made = run(tmp_path, "no", "1984")
    assert made.exit_code == 0, made.output
    assert made.stdout == "concepts/on/1984.md\n"
    assert {one.code for one in found(tmp_path, "concepts/on/1984.md")} - UNCONNECTED == {"PRO002", "FM004"}
    assert load_guide(tmp_path).by_id["1984"].title == "1984"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("instrumen", "Kazoo"), "a similar kind exists: `instrument`", id="no such kind"),
        pytest.param(("sounding", "Kazoo"), "is not a kind of entry", id="an abstract kind"),
        pytest.param(
            ("instrument", "Theremin"), "`theremin` exists: concepts/circuits/theremin.md", id="the id exists"
        ),
        pytest.param(("instrument", "theremin", "--id", "x"), "`theremin` exists", id="the title exists"),
        pytest.param(("instrument", "琴"), "give one with --id", id="no id can be made"),
        pytest.param(("instrument", "Kazoo", "--id", "../kazoo"), "`../kazoo` is not an id", id="an id that is a path"),
        pytest.param(("instrument", "Kazoo", "--area", "wind"), "a similar area exists: `winds`", id="no such area"),
        pytest.param(("instrument", "Kazoo", "--area", ".."), "is not an area", id="an area that is a path"),
    ],
)
def test_refused(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    root = tmp_path / "guide"
    shutil.copytree(ROOT / "tests/guides/instruments/concepts", root / "concepts")
    before = sorted(root.rglob("*"))
    result = run(root, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert sorted(root.rglob("*")) == before


def test_it_goes_where_most_of_its_kind_are(tmp_path: Path) -> None:
    root = tmp_path / "guide"
    shutil.copytree(ROOT / "tests/guides/instruments/concepts", root / "concepts")
    assert run(root, "instrument", "Kazoo").stdout == "concepts/strings/kazoo.md\n"
    assert run(root, "instrument", "Gaita", "--area", "winds").stdout == "concepts/winds/gaita.md\n"
