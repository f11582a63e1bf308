"""`kb diff` and `kb check --since` on real repositories."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kb.cli import main

Write = Callable[[Path, Mapping[str, Any]], Path]
Commit = Callable[[Path], str]

BOAT = {"title": "Boat", "kind": "boat", "summary": "It floats.", "status": "proven"}
SHIP = {"title": "Ship", "kind": "boat", "summary": "A large boat.", "status": "proven", "links": {"kind-of": ["boat"]}}
BRIG = {"title": "Brig", "kind": "boat", "summary": "Two masts.", "status": "proven", "body": "TODO: see [[ship]]."}
START = {"concepts/boats/boat.md": BOAT, "concepts/boats/ship.md": SHIP, "concepts/boats/brig.md": BRIG}
WITHOUT_SHIP = {path: entry for path, entry in START.items() if entry is not SHIP}
VESSEL = {**WITHOUT_SHIP, "concepts/boats/vessel.md": SHIP}


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


def codes(result: Result) -> list[str]:
    return [one["code"] for one in json.loads(result.stdout)["diagnostics"] if one["severity"] == "error"]


@pytest.mark.parametrize("below", ["", "guides/boats"], ids=["at the top", "in a folder of a larger repository"])
def test_disk_against_a_revision_and_revision_against_revision(
    tmp_path: Path, guide: Write, committed: Commit, below: str
) -> None:
    root = tmp_path / below
    guide(root, START)
    first = committed(tmp_path)
    guide(root, WITHOUT_SHIP)
    second = committed(tmp_path)
    guide(root, START)
    told = run(root, "diff", first, second, "--format", "json")
    assert told.exit_code == 1, "a problem was gained"
    assert [one["id"] for one in json.loads(told.stdout)["entries"]["lost"]] == ["ship"]
    assert {one["code"] for one in json.loads(told.stdout)["problems"]["gained"]} >= {"ID009", "LNK001"}
    back = run(root, "diff", second, "--format", "json")
    assert back.exit_code == 0
    assert [one["id"] for one in json.loads(back.stdout)["entries"]["gained"]] == ["ship"]
    assert run(root, "diff", "HEAD~1").stdout == "No difference.\n"


def test_fail_on(tmp_path: Path, guide: Write, committed: Commit) -> None:
    guide(tmp_path, START)
    committed(tmp_path)
    guide(tmp_path, {**START, "concepts/boats/boat.md": {**BOAT, "summary": "It  floats."}})
    assert run(tmp_path, "diff", "HEAD").exit_code == 0
    assert run(tmp_path, "diff", "HEAD", "--fail-on", "warning").exit_code == 1
    assert run(tmp_path, "diff", "HEAD", "--fail-on", "never").exit_code == 0


@pytest.mark.parametrize("command", [("diff",), ("check", "--since")])
def test_what_cannot_be_compared(tmp_path: Path, guide: Write, committed: Commit, command: tuple[str, ...]) -> None:
    guide(tmp_path, START)
    outside = run(tmp_path, *command, "HEAD")
    assert outside.exit_code == 2
    assert "repository" in outside.stderr
    committed(tmp_path)
    for revision in ("nowhere", "--output=x", "HEAD:concepts"):
        unknown = run(tmp_path, *command, "--", revision) if command == ("diff",) else run(tmp_path, *command, revision)
        assert unknown.exit_code == 2, unknown.output
        assert f"git knows no revision `{revision}`" in unknown.stderr
    empty = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@b", "commit-tree", "-m", "x",
         subprocess.run(["git", "mktree"], cwd=tmp_path, input="", capture_output=True, text=True, check=True).stdout.strip()],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    assert "holds no `concepts/`" in run(tmp_path, *command, empty).stderr


def test_a_symbolic_link_of_a_revision_is_not_followed(tmp_path: Path, guide: Write, committed: Commit) -> None:
    guide(tmp_path, START)
    (tmp_path / "concepts" / "boats" / "raft.md").symlink_to("/etc/passwd")
    committed(tmp_path)
    (tmp_path / "concepts" / "boats" / "raft.md").unlink()
    told = run(tmp_path, "diff", "HEAD", "--format", "json", "--fail-on", "never")
    assert json.loads(told.stdout)["entries"]["lost"] == []


def test_since_shows_only_what_is_new_and_counts_the_rest(tmp_path: Path, guide: Write, committed: Commit) -> None:
    guide(tmp_path, START)
    committed(tmp_path)
    assert run(tmp_path, "check").exit_code == 1, "the old finding is an error"
    same = run(tmp_path, "check", "--since", "HEAD")
    assert same.exit_code == 0, same.output
    assert "PRO002" not in same.stdout
    assert "findings that HEAD already had were left out." in same.stdout
    guide(tmp_path, {**START, "concepts/boats/boat.md": {**BOAT, "title": ""}})
    broken = run(tmp_path, "check", "--since", "HEAD", "--format", "json")
    assert broken.exit_code == 1
    assert codes(broken) == ["FM004"]
    assert "left out" in broken.stderr


def test_since_fails_on_breakage_in_a_file_that_was_not_touched(
    tmp_path: Path, guide: Write, committed: Commit
) -> None:
    guide(tmp_path, START)
    committed(tmp_path)
    guide(tmp_path, WITHOUT_SHIP)
    told = run(tmp_path, "check", "--since", "HEAD", "--format", "json")
    assert told.exit_code == 1
    found = {one["code"]: one["filename"] for one in json.loads(told.stdout)["diagnostics"]}
    assert found["LNK001"] == "concepts/boats/brig.md"
    assert found["ID009"] == "concepts/boats/ship.md"


def test_an_id_may_go_if_a_redirect_remains(tmp_path: Path, guide: Write, committed: Commit) -> None:
    guide(tmp_path, START)
    committed(tmp_path)
    guide(tmp_path, {**VESSEL, "concepts/boats/vessel.md": {**SHIP, "redirects": ["ship"]}})
    assert "ID009" not in codes(run(tmp_path, "check", "--since", "HEAD", "--format", "json"))


@pytest.mark.parametrize(
    ("entry", "row"),
    [
        pytest.param(SHIP, "redirects: [ship]\n---", id="no redirects yet"),
        pytest.param({**SHIP, "redirects": ["hulk"]}, "redirects:\n- hulk\n- ship\n", id="one more"),
        pytest.param({**SHIP, "draft": False}, "redirects: [ship]\ndraft: false\n", id="in its place"),
    ],
)
def test_the_redirect_can_be_added_by_a_fix(
    tmp_path: Path, guide: Write, committed: Commit, entry: dict[str, Any], row: str
) -> None:
    guide(tmp_path, START)
    committed(tmp_path)
    guide(tmp_path, {**WITHOUT_SHIP, "concepts/boats/vessel.md": entry})
    kept = run(tmp_path, "check", "--since", "HEAD", "--format", "json", "--fix")
    assert "ID009" in codes(kept), "not without being asked"
    mended = run(tmp_path, "check", "--since", "HEAD", "--format", "json", "--unsafe-fixes", "--select", "ID009")
    assert codes(mended) == []
    assert row in (tmp_path / "concepts" / "boats" / "vessel.md").read_text()


def test_without_a_revision_nothing_is_said_of_ids_that_are_gone(tmp_path: Path, guide: Write) -> None:
    guide(tmp_path, WITHOUT_SHIP)
    assert "ID009" not in codes(run(tmp_path, "check", "--format", "json"))


def test_settings_of_now_count_for_both_sides(tmp_path: Path, guide: Write, committed: Commit) -> None:
    guide(tmp_path, {**START, "concepts/boats/brig.md": {**BRIG, "body": "See [[boat]]."}})
    committed(tmp_path)
    (tmp_path / "pyproject.toml").write_text('[tool.kb.severity]\nREL017 = "error"\n')
    assert "REL017" in codes(run(tmp_path, "check", "--format", "json"))
    assert run(tmp_path, "check", "--since", "HEAD").exit_code == 0
