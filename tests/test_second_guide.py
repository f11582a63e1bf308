"""The tool knows no guide: one on another subject, with words of its own, is checked and built by the same code."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from kb.checks import Context, run_checks
from kb.graph import build_graph
from kb.load import load_guide
from kb.model.problem import Severity

HERE = Path(__file__).parent
TOOL = HERE.parent / "kb"
SECOND = HERE / "guides" / "instruments"

ORDINARY = {
    "agent": "a header of HTTP: `User-Agent`",
    "analogy": "one line of the view `analogies`",
    "any": "the word of `between` that stands for every kind",
    "argument": "a word of the command line",
    "book": "a type of BibTeX entry",
    "cite": "a field of an entry and of `origin`",
    "cites": "the parts of a citation, `[@a; @b]`",
    "evidence": "a view, and a field of a status",
    "guide": "the section of the vocabulary that holds the title, and a variable of templates",
    "organization": "a type of schema.org",
    "path": "a place in a file system or in a YAML text, and the command `kb path`",
    "paths": "a view",
    "people": "a view",
    "person": "a type of schema.org",
    "question": "a field of an exercise",
    "source": "where an edge starts, and the text of a file",
    "tests": "a folder",
    "why": "a field of a step, and of each option of an exercise",
}
"""Words of the first vocabulary that are also ordinary English, and what the tool means by each."""

DATA = ("write/starter",)
"""Folders that hold a vocabulary of their own, for `kb init`."""


@cache
def _names(vocabulary: Path) -> frozenset[str]:
    """Every name that a vocabulary gives to a kind, a relation or its inverse, a qualifier, an area or a status."""
    data = yaml.safe_load(vocabulary.read_text(encoding="utf-8"))
    names = {name for section in ("kinds", "relations", "qualifiers", "areas", "statuses") for name in data[section]}
    return frozenset(names | {relation["inverse"] for relation in data["relations"].values() if "inverse" in relation})


def _python_texts(path: Path) -> Iterator[str]:
    """The string literals of a module, docstrings left out: those are the manual, and manuals have examples."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    manual = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in manual:
            yield node.value


def _names_in_python(path: Path, names: frozenset[str]) -> set[str]:
    """Names that are a whole literal, or, where they have a hyphen and so cannot be ordinary words, stand in one."""
    found = set()
    for text in _python_texts(path):
        found |= {text} & set(names)
        found |= {word for word in re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", text) if word in names}
    return found


def _names_in_text(path: Path, names: frozenset[str]) -> set[str]:
    """Names between quotation marks, or as the last part of a class or of an attribute's selector."""
    text = path.read_text(encoding="utf-8")
    words = {word for _, word in re.findall(r"""(["'`])([a-z0-9-]+)\1""", text)}
    classes = re.findall(r"[.\s\"'](?:kb|md)-([a-z0-9-]+)", text)
    parts = {one.split("-", cut)[-1] for one in classes for cut in range(one.count("-") + 1)}
    return (words | parts) & set(names)


def _files() -> list[Path]:
    return [
        path
        for path in sorted(TOOL.rglob("*"))
        if path.suffix in {".py", ".js", ".css", ".html", ".md", ".j2", ".xml", ".json", ".yml", ".txt"}
        and not path.relative_to(TOOL).as_posix().startswith(DATA)
    ]


def _found(path: Path, names: frozenset[str]) -> set[str]:
    return _names_in_python(path, names) if path.suffix == ".py" else _names_in_text(path, names)


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.relative_to(TOOL).as_posix())
def test_no_file_of_the_tool_knows_a_word_of_the_vocabulary(path: Path) -> None:
    names = _names(HERE.parent / "concepts" / "vocabulary.yml") - set(ORDINARY)
    assert _found(path, names) == set()


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.py", 'wanted = edge.relation == "mitigates"', {"mitigates"}),
        ("a.py", 'help = f"write is-a: {x}"', {"is-a"}),
        ("a.py", '"""Reads `mitigates` as an example."""', set()),
        ("a.py", 'text = "it mitigates nothing"', set()),
        ("a.js", "if (kind === 'technique') draw();", {"technique"}),
        ("a.css", ".kb-badge-failure-mode { color: red }", {"failure-mode"}),
        ("a.css", ".kb-kind { color: red } /* a technique */", set()),
        ("a.html", '<span class="kb-status-demonstrated">', {"demonstrated"}),
    ],
)
def test_a_word_of_the_vocabulary_is_seen(tmp_path: Path, name: str, text: str, found: set[str]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert _found(path, frozenset({"mitigates", "is-a", "technique", "failure-mode", "demonstrated"})) == found


def test_the_second_guide_shares_no_name_with_the_first() -> None:
    shared = _names(SECOND / "concepts" / "vocabulary.yml") & _names(HERE.parent / "concepts" / "vocabulary.yml")
    assert shared == set()


def test_the_second_guide_is_clean() -> None:
    guide = load_guide(SECOND)
    report = run_checks(Context(guide, build_graph(guide)))
    assert [
        f"{problem.path}: {problem.code} {problem.finding.message}"
        for problem in report.problems
        if problem.severity >= Severity.WARNING
    ] == []
    assert len(guide.by_id) == 20


def test_the_second_guide_uses_what_a_vocabulary_can_say() -> None:
    guide = load_guide(SECOND)
    graph = build_graph(guide)
    assert {relation for relation in guide.vocabulary.relations if not graph.by_relation.get(relation)} == set()
    assert {node.kind for node in graph.nodes.values()} == set(guide.vocabulary.concrete_kinds)
    assert {exercise.type for concept in guide.concepts for exercise in concept.body.exercises} == {
        "choice",
        "match",
        "classify",
        "order",
    }
    assert any(concept.redirects for concept in guide.concepts)
    assert "cottrell2013saxophone" in guide.by_id["theremin"].cited, "a citation under a qualifier of its own"
    assert guide.images


@pytest.mark.slow
def test_the_second_guide_builds_without_a_warning(tmp_path: Path) -> None:
    from kb.cli.pipeline import build_site, check_guide
    from kb.cli.progress import Progress

    root = tmp_path / "instruments"
    shutil.copytree(SECOND, root, ignore=shutil.ignore_patterns("build", "site"))
    quiet = Progress(quiet=True)
    checked = check_guide(root, quiet)
    built = build_site(checked, quiet, strict=True)
    assert built.warnings == ()
    for id in checked.guide.by_id:
        assert (root / "site" / "concepts" / f"{id}.html").is_file(), id
    for old in checked.guide.redirected:
        assert (root / "site" / "concepts" / f"{old}.html").is_file(), old
    assert (root / "site" / "map.html").is_file()
    assert "عود" in (root / "site" / "concepts" / "oud.html").read_text(encoding="utf-8")
