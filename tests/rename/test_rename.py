"""`kb rename`: every link follows, every other byte stays, and nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

import kb.write.edits
from kb.cli import main
from kb.errors import KbError
from kb.load import load_guide
from kb.rename import files_of, plan_rename
from kb.write import write_edits

HERE = Path(__file__).parent
VOCABULARY = (HERE.parent / "checks" / "vocabulary.yml").read_text(encoding="utf-8")
CASES = yaml.safe_load((HERE / "cases.yml").read_text(encoding="utf-8"))


def plain(path: str) -> str:
    stem = path.rsplit("/", 1)[-1].removesuffix(".md")
    title = f'"{stem}"' if stem.isdigit() else stem.replace("-", " ").capitalize()
    return f"---\ntitle: {title}\nkind: knot\nsummary: What {stem} is.\n---\n"


def written(root: Path, files: dict[str, str | None], case: dict[str, Any]) -> Path:
    base = VOCABULARY.partition("\nroots:")[0]
    texts = {"concepts/vocabulary.yml": base + case.get("vocabulary", "")}
    texts |= {path: plain(path) if text is None else text for path, text in files.items()}
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(as_bytes(path, text, case))
    return root


def as_bytes(path: str, text: str, case: dict[str, Any]) -> bytes:
    if not path.endswith(".md"):
        return text.encode()
    return (b"\xef\xbb\xbf" if case.get("bom") else b"") + text.replace("\n", case.get("line-end", "\n")).encode()


def content(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "rename", *arguments])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_rename(case: dict[str, Any], tmp_path: Path) -> None:
    before = content(written(tmp_path, case["files"], case))
    expected = dict(before)
    for path, text in case["after"].items():
        if text is None:
            del expected[path]
        elif path.endswith("vocabulary.yml"):
            expected[path] = VOCABULARY.partition("\nroots:")[0].encode() + text.encode()
        else:
            expected[path] = as_bytes(path, text, case)
    dry = run(tmp_path, *case["rename"], "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert content(tmp_path) == before
    result = run(tmp_path, *case["rename"])
    assert result.exit_code == 0, result.output
    assert content(tmp_path) == expected
    assert result.stdout == dry.stdout


KNOTS = {"concepts/ropes/bowline.md": None, "concepts/ropes/hitch.md": None}
FORMER = "---\ntitle: Clove\nkind: knot\nsummary: A knot.\nredirects: [clove-knot]\naliases: [ratline]\n---\n"


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        pytest.param({}, ["bowlin", "king"], "a similar id exists: `bowline`", id="no such entry"),
        pytest.param({}, ["bowline", "King"], "`King` is not an id", id="no id"),
        pytest.param({}, ["bowline", "../king"], "`../king` is not an id", id="a path"),
        pytest.param({}, ["bowline", "hitch"], "`hitch` exists: concepts/ropes/hitch.md", id="taken"),
        pytest.param({"concepts/sea/Hitch-2.md": None}, ["bowline", "hitch-2"], "exists", id="taken but for case"),
        pytest.param({"concepts/ropes/clove.md": FORMER}, ["bowline", "clove-knot"], "name of the entry `clove`",
                     id="the former id of another"),
        pytest.param({"concepts/ropes/clove.md": FORMER}, ["bowline", "ratline"], "name of the entry `clove`",
                     id="the alias of another"),
        pytest.param({"concepts/ropes/clove.md": FORMER}, ["clove-knot", "king"], "is called `clove` now", id="from a former id"),
        pytest.param({}, ["bowline", "bowline"], "already has this id", id="nothing to do"),
        pytest.param({}, ["bowline", "king", "--area", "rope"], "a similar area exists: `ropes`", id="no such area"),
        pytest.param({}, ["bowline", "king", "--title", "hitch"], "name of the entry `hitch`", id="the title of another"),
        pytest.param({}, ["bowline", "king", "--title", " "], "the title is empty", id="no title"),
        pytest.param({"concepts/sea/bowline.md": None}, ["bowline", "king"], "the id of several files", id="an id twice"),
        pytest.param({"concepts/ropes/bowline.md": "---\ntitle: [\n---\n"}, ["bowline", "king"], "cannot be read", id="broken"),
        pytest.param({"concepts/ropes/bowline.md": plain("bowline").replace("---\n", "---\nredirects: {a: b}\n", 1)},
                     ["bowline", "king"], "`redirects` is not a list", id="redirects of a wrong shape"),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, files: dict[str, str | None], arguments: list[str], said: str) -> None:
    before = content(written(tmp_path, {**KNOTS, **files}, {}))
    result = run(tmp_path, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert content(tmp_path) == before


def test_a_file_that_cannot_be_read_is_named_and_left_alone(tmp_path: Path) -> None:
    broken = "---\ntitle: [\n---\n[[bowline]]\n"
    written(tmp_path, {**KNOTS, "concepts/ropes/odd.md": broken}, {})
    result = run(tmp_path, "bowline", "king")
    assert result.exit_code == 0
    assert "concepts/ropes/odd.md cannot be read and mentions `bowline`" in result.stderr
    assert (tmp_path / "concepts/ropes/odd.md").read_text() == broken


LINKING = {
    **KNOTS,
    "concepts/ropes/splice.md": plain("splice") + "[[bowline]]\n",
    "concepts/sea/gale.md": plain("gale") + "[[bowline]]\n",
}


def texts_of(state: dict[str, bytes]) -> set[str]:
    """The entries that some file still holds, by title."""
    return {line for text in state.values() for line in text.decode().splitlines() if line.startswith("title: ")}


@pytest.mark.parametrize("killed", range(4))
def test_killed_at_any_moment_nothing_is_lost_and_a_second_run_finishes(
    tmp_path: Path, killed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(written(tmp_path / "guide", LINKING, {}))
    whole = written(tmp_path / "whole", LINKING, {})
    assert run(whole, "bowline", "king").exit_code == 0
    put, count = kb.write.edits._put, 0

    def dies(path: Path, data: bytes | None) -> None:
        nonlocal count
        if count == killed:
            raise SystemExit(137)
        count += 1
        put(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(kb.write.edits, "_put", dies)
        assert run(tmp_path / "guide", "bowline", "king").exit_code == 137
    assert texts_of(content(tmp_path / "guide")) == texts_of(before)
    assert run(tmp_path / "guide", "bowline", "king").exit_code == 0
    assert content(tmp_path / "guide") == content(whole)


def test_if_a_file_cannot_be_written_all_are_put_back(tmp_path: Path) -> None:
    before = content(written(tmp_path, LINKING, {}))
    guide = load_guide(tmp_path)
    old, new = files_of(guide, plan_rename(guide, "bowline", "king"))
    with pytest.raises(KbError, match="cannot write"):
        write_edits(tmp_path, old, {**new, f"concepts/{'x' * 250}.md": b"a name no file can have"})
    assert content(tmp_path) == before


def test_what_changed_on_disk_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    written(tmp_path, LINKING, {})
    guide = load_guide(tmp_path)
    old, new = files_of(guide, plan_rename(guide, "bowline", "king"))
    (tmp_path / "concepts/sea/gale.md").write_text("mine")
    before = content(tmp_path)
    with pytest.raises(KbError, match=r"gale\.md changed on disk"):
        write_edits(tmp_path, old, new)
    assert content(tmp_path) == before


def test_a_new_file_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    written(tmp_path, LINKING, {})
    guide = load_guide(tmp_path)
    old, new = files_of(guide, plan_rename(guide, "bowline", "king"))
    (tmp_path / "concepts/ropes/king.md").write_text("mine")
    with pytest.raises(KbError, match=r"king\.md changed on disk"):
        write_edits(tmp_path, old, new)
    assert (tmp_path / "concepts/ropes/king.md").read_text() == "mine"
