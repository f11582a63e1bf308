"""Every check against its cases: what it must catch, with the place, and what it must leave alone.

The cases of a check are data in `<CODE>.yml` beside this file, a list of

    name: what the case shows
    files: {path: text}         # a mapping instead of a text is a whole entry: its fields, and `body`
    references: …               # the text of references.bib
    vocabulary: …               # merged into vocabulary.yml, where null takes a key away; a text is the whole file
    pyproject: …                # the text of pyproject.toml
    bytes: {path: hex}          # files that are not text
    symlinks: {path: target}
    line-end: "\\r\\n"            # in place of every LF of `files`
    bom: true                   # every file of `files` starts with a byte order mark
    select: [codes]             # run these too; their findings are not compared
    expect:                     # the findings of this code, in order; [] for what is left alone
      - at: path:row:column
        end: row:column         # this and the following are compared where given; texts need only be contained
        message: …
        help: …
        label: …
        severity: error
        related: [path:row:column]
        fixed: {path: text that the mended file contains}   # null: no fix is offered
        safe: true              # whether the fix is a safe one
"""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.checks import Context, run_checks
from kb.checks.fixes import SAFE, UNSAFE
from kb.checks.registry import CHECKS
from kb.checks.severity import SEVERITY
from kb.graph import build_graph
from kb.load.guide import load_guide
from kb.model.problem import Fix, Problem
from kb.model.source import Source, Span

HERE = Path(__file__).parent
TODAY = datetime.date(2025, 6, 1)
HEADINGS = ("What it does", "Why is this bad?", "Example", "Use instead")
VOCABULARY: dict[str, Any] = yaml.safe_load((HERE / "vocabulary.yml").read_text(encoding="utf-8"))

NEEDS_A_REVISION = {"ID009"}
"""Checks that compare with another revision: `kb diff` and its tests have their cases."""


@dataclass(frozen=True)
class Case:
    code: str
    data: dict[str, Any]

    @property
    def expected(self) -> list[dict[str, Any]]:
        return self.data["expect"]


def _cases() -> list[Case]:
    return [
        Case(path.stem, data)
        for path in sorted(HERE.glob("[A-Z]*.yml"))
        for data in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


CASES = _cases()


def _merged(base: Any, change: Any) -> Any:
    if not isinstance(base, dict) or not isinstance(change, dict):
        return change
    merged = {**base, **{key: _merged(base.get(key), value) for key, value in change.items()}}
    return {key: value for key, value in merged.items() if value is not None}


def _entry(path: str, fields: dict[str, Any]) -> str:
    fields = dict(fields)
    body = fields.pop("body", "")
    stem = path.rsplit("/", 1)[-1].removesuffix(".md")
    front = {"title": stem.replace("-", " ").capitalize(), "kind": "boat", "summary": f"What {stem} is.", **fields}
    return f"---\n{yaml.safe_dump(front, sort_keys=False, allow_unicode=True)}---\n\n{body}"


def write_guide(root: Path, case: dict[str, Any]) -> None:
    """Put the files of a case where `load_guide` finds them."""
    concepts = root / "concepts"
    concepts.mkdir(parents=True)
    vocabulary = case.get("vocabulary", {})
    if not isinstance(vocabulary, str):
        vocabulary = yaml.safe_dump(_merged(VOCABULARY, vocabulary), sort_keys=False, allow_unicode=True)
    files = {"concepts/vocabulary.yml": vocabulary, "concepts/references.bib": case.get("references", "")}
    if "pyproject" in case:
        files["pyproject.toml"] = case["pyproject"]
    for path, content in case.get("files", {}).items():
        text = content if isinstance(content, str) else _entry(path, content)
        text = text.replace("\n", case.get("line-end", "\n"))
        files[path] = "\ufeff" + text if case.get("bom") else text
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    for path, digits in case.get("bytes", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(bytes.fromhex(digits))
    for path, target in case.get("symlinks", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(os.path.relpath(root / target, (root / path).parent))


def _found(root: Path, case: Case) -> list[Problem]:
    guide = load_guide(root)
    report = run_checks(Context(guide, build_graph(guide), TODAY), select=[case.code, *case.data.get("select", [])])
    return [problem for problem in report.problems if problem.code == case.code]


def _place(source: Source, span: Span) -> str:
    return f"{source.path}:{_spot(source, span.start)}"


def _spot(source: Source, offset: int) -> str:
    return "{}:{}".format(*source.position(offset))


def _apply(root: Path, fix: Fix) -> dict[str, str]:
    """Write the mended files and return their texts."""
    texts: dict[str, str] = {}
    edits = sorted(fix.edits, key=lambda edit: edit.span, reverse=True)
    for edit, before in zip(edits, [None, *edits], strict=False):
        overlaps = before is not None and before.path == edit.path and before.span.start < edit.span.end
        assert not overlaps, "the edits of one fix overlap"
        text = texts.get(edit.path) or (root / edit.path).read_bytes().decode("utf-8-sig")
        texts[edit.path] = text[: edit.span.start] + edit.text + text[edit.span.end :]
    for path, text in texts.items():
        bom = b"\xef\xbb\xbf" if (root / path).read_bytes().startswith(b"\xef\xbb\xbf") else b""
        (root / path).write_bytes(bom + text.encode())
    return texts


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.data['name']}")
def test_findings(case: Case, tmp_path: Path) -> None:
    write_guide(tmp_path, case.data)
    found = _found(tmp_path, case)
    places = [_place(problem.finding.source, problem.finding.span) for problem in found]
    messages = "\n".join(problem.finding.message for problem in found)
    assert places == [expected["at"] for expected in case.expected], messages
    for problem, expected in zip(found, case.expected, strict=True):
        finding = problem.finding
        if "end" in expected:
            assert _spot(finding.source, finding.span.end) == expected["end"]
        for text in ("message", "help", "label"):
            if text in expected:
                assert expected[text] in (getattr(finding, text) or "")
        if "severity" in expected:
            assert problem.severity.label == expected["severity"]
        if "related" in expected:
            assert [_place(related.source, related.span) for related in finding.related] == expected["related"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.expected], ids=lambda case: f"{case.code}: {case.data['name']}"
)
def test_fixes(case: Case, tmp_path: Path) -> None:
    """A fix mends what it was offered for, and nothing is offered where none is expected."""
    write_guide(tmp_path / "0", case.data)
    found = _found(tmp_path / "0", case)
    for number, (problem, expected) in enumerate(zip(found, case.expected, strict=True), 1):
        fix = problem.finding.fix
        if fix:
            assert case.code in SAFE | UNSAFE
            assert not fix.safe or case.code in SAFE
            root = tmp_path / str(number)
            write_guide(root, case.data)
            texts = _apply(root, fix)
            assert len(_found(root, case)) < len(found), "the fix mends nothing"
            for path, text in (expected.get("fixed") or {}).items():
                assert text.replace("\n", case.data.get("line-end", "\n")) in texts[path]
        if "safe" in expected:
            assert fix is not None
            assert fix.safe == expected["safe"]
        if "fixed" in expected:
            assert (fix is None) == (expected["fixed"] is None)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.CODE)
def test_complete(check: Any) -> None:
    """A check has a severity, a case it catches, one it leaves alone, a fix if it promises one, and documentation."""
    assert check.CODE in SEVERITY
    assert check.__name__.rsplit(".", 1)[-1] == check.NAME.replace("-", "_")
    lines = (check.__doc__ or "").splitlines()
    assert [line for line, rule in pairwise(lines) if rule and set(rule) == {"-"}] == list(HEADINGS)
    assert lines[0].endswith(".")
    if check.CODE in NEEDS_A_REVISION:
        return
    cases = [case for case in CASES if case.code == check.CODE]
    assert any(case.expected for case in cases)
    assert any(not case.expected for case in cases)
    fixed = any(expected.get("fixed") for case in cases for expected in case.expected)
    assert fixed == (check.CODE in SAFE | UNSAFE)


def test_names_are_unique() -> None:
    """So that a failing case can be told from its name."""
    names = [(case.code, case.data["name"]) for case in CASES]
    assert len(set(names)) == len(names)


def test_registry_is_the_folder() -> None:
    """Every module with a code is listed, once, in the order of codes."""
    import kb.checks

    folder = Path(kb.checks.__file__).parent
    with_code = {path.stem for path in folder.glob("*.py") if "\nCODE = " in path.read_text(encoding="utf-8")}
    assert {check.__name__.rsplit(".", 1)[-1] for check in CHECKS} == with_code
    codes = [check.CODE for check in CHECKS]
    assert codes == sorted(set(codes))
