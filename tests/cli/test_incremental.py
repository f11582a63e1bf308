"""A build that makes only what changed makes the same files as one that makes all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cli.compile import Compiled, compile_guide
from kb.graph import build_graph
from kb.load import load_guide
from kb.write import write_tree
from kb.write.record import Record, read_record, write_record

SECOND = Path(__file__).parents[1] / "guides" / "instruments"
Edit = Callable[[Path], None]


def compiled(root: Path, record: Record) -> Compiled:
    guide = load_guide(root)
    return compile_guide(guide, build_graph(guide), root / "docs", record)


def written(root: Path) -> dict[str, bytes]:
    """Compile as `kb build` does, and give what lies in the folder then."""
    made = compiled(root, read_record(root / "docs.json"))
    write_tree(root / "docs", made.files, made.kept)
    write_record(root / "docs.json", root / "docs", made.groups)
    return contents(root / "docs")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def as_bytes(files: dict[str, str | bytes]) -> dict[str, bytes]:
    return {path: content if isinstance(content, bytes) else content.encode() for path, content in files.items()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide, and what was made from it before anybody changed it."""
    root = tmp_path_factory.mktemp("guide")
    shutil.copytree(SECOND / "concepts", root / "concepts")
    written(root)
    return root


def change(path: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        file = root / "concepts" / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} no longer says {old!r}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def put(path: str, text: str) -> Edit:
    return lambda root: (root / "concepts" / path).write_text(text, encoding="utf-8") and None


def move(path: str, to: str) -> Edit:
    return lambda root: (root / "concepts" / path).rename(root / "concepts" / to) and None


def remove(path: str) -> Edit:
    return lambda root: (root / "concepts" / path).unlink()


NEW = "---\ntitle: Viol\nkind: instrument\nsummary: A bowed instrument with frets.\n---\nUnlike the [[violin]].\n"
EDITS: dict[str, Edit] = {
    "nothing": lambda root: None,
    "a sentence": change("strings/lute.md", "In the\n", "So it is told. In the\n"),
    "a sentence that links": change("strings/lute.md", "came to Europe", "came, long before the [[piano]], to Europe"),
    "a sentence that linked": change("strings/oud.md", "as on the [[violin]]", "as on others"),
    "a sentence around a link": change("strings/oud.md", "place every step", "put every step"),
    "a sentence that links by a path": change("winds/aerophone.md", "a jet of air", "a [jet](../winds/saxophone.md)"),
    "a sentence that links by another name": change("winds/aerophone.md", "a jet of air", "no [[fiddle]]"),
    "a sentence that links by a former name": change(
        "winds/aerophone.md", "a jet", "no [[stringed-instrument]], a jet"
    ),
    "a heading that others link to": change("strings/violin.md", "## How it sounds", "## How it is heard"),
    "a citation": change("strings/lute.md", "In the\n", "[@fletcher1998physics] In the\n"),
    "the first small word that a title begins with": change(
        "sound/wolf-tone.md", "Cellists", "No oud has it. Cellists"
    ),
    "an exercise": change("strings/violin.md", "The speed of the bow\n", "The bow's speed\n"),
    "much text": change("sound/wolf-tone.md", "Cellists", "Word " * 900 + "Cellists"),
    "a title": change("strings/violin.md", "title: Violin", "title: The violin"),
    "a title in the text of another": change("sound/wolf-tone.md", "title: ", "title: The "),
    "a title at the end of a chain of edges": change(
        "listening/do-old-violins-sound-better.md", "title: ", "title: Just "
    ),
    "a summary": change("strings/violin.md", "no frets", "without frets"),
    "a reason": change("strings/violin.md", "is bowed.", "is played with a bow."),
    "a link taken away": change("winds/saxophone.md", "  invented-by: [adolphe-sax]\n", ""),
    "a status": change("strings/lute.md", "status: revived", "status: played"),
    "a redirect": change("strings/lute.md", "sources:", "redirects: [old-lute]\nsources:"),
    "an entry": put("strings/viol.md", NEW),
    "an entry that was linked to and is gone": remove("strings/piano.md"),
    "an entry in another area": move("strings/piano.md", "sound/piano.md"),
    "a label of the vocabulary": change("vocabulary.yml", "label: Fault", "label: Flaw"),
    "a work": change("references.bib", "A History of the Lute", "The History of the Lute"),
    "an image": move("sound/images/string-modes.png", "sound/images/modes.png"),
    "an entry that cannot be read": put("strings/lute.md", "---\n[\n---\n"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_what_is_made_after_a_change_is_what_would_be_made_anew(built: Path, tmp_path: Path, edit: Edit) -> None:
    root = tmp_path / "guide"
    shutil.copytree(built, root)  # keeps times, by which files are known
    edit(root)
    anew = as_bytes(dict(compiled(root, Record()).files))
    assert written(root) == anew
    assert written(root) == anew


def test_after_a_change_of_wording_only_its_page_and_those_it_links_to_are_made(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "guide"
    shutil.copytree(built, root)
    EDITS["a sentence"](root)
    made = compiled(root, read_record(root / "docs.json"))
    pages = {path for path in made.files if path.endswith(".md")}
    assert pages == {"concepts/lute.md", "concepts/oud.md"}


@pytest.mark.parametrize("edit", ["a summary", "a work"])
def test_after_a_change_of_what_others_show_only_pages_that_may_show_it_are_made(
    built: Path, tmp_path: Path, edit: str
) -> None:
    root = tmp_path / "guide"
    shutil.copytree(built, root)
    EDITS[edit](root)
    made = compiled(root, read_record(root / "docs.json"))
    assert {"concepts/violin.md" if edit == "a summary" else "concepts/lute.md", "sources.md"} <= set(made.files)
    assert "concepts/saxophone.md" in made.kept


def test_a_file_that_somebody_touched_is_made_again(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "guide"
    shutil.copytree(built, root)
    anew = contents(root / "docs")
    (root / "docs" / "concepts" / "oud.md").write_text("mine", encoding="utf-8")
    (root / "docs" / "map.md").unlink()
    assert written(root) == anew


@pytest.mark.parametrize("text", ["", "[]", "{}", "not json", '{"format": 1, "groups": 3, "states": {}}'])
def test_a_record_that_cannot_be_used_counts_for_nothing(built: Path, tmp_path: Path, text: str) -> None:
    root = tmp_path / "guide"
    shutil.copytree(built, root)
    (root / "docs.json").write_text(text, encoding="utf-8")
    assert compiled(root, read_record(root / "docs.json")).kept == frozenset()


def test_another_tool_makes_everything_again(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "guide"
    shutil.copytree(built, root)
    assert compiled(root, read_record(root / "docs.json")).kept
    monkeypatch.setattr("kb.cli.tool.tool_inputs", lambda: "another")
    assert compiled(root, read_record(root / "docs.json")).kept == frozenset()


def test_the_same_files_have_the_same_record(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "guide"
    shutil.copytree(built, root)
    before = (root / "docs.json").read_bytes()
    written(root)
    assert (root / "docs.json").read_bytes() == before
