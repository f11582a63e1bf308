"""A small guide of the sailing vocabulary, and texts in which `‸` marks the place where somebody is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.load import load_guide
from kb.load.guide import with_entry
from kb.model.guide import Guide

VOCABULARY = Path(__file__).parents[1] / "checks" / "vocabulary.yml"
MARK = "‸"
BRIG = "concepts/boats/brig.md"
FILES = {
    "concepts/references.bib": (
        "@book{coles1967heavy,\n  author = {Coles, K. Adlard},\n  title = {Heavy Weather Sailing},\n  year = {1967},\n}\n\n"
        "@misc{slocum1900sailing, author = {Slocum, Joshua and A, B and C, D}, title = {Sailing Alone}, year = {1900}}\n"
    ),
    "concepts/boats/boat.md": "---\ntitle: Boat\nkind: boat\nsummary: Something that floats.\n---\n",
    "concepts/boats/yawl.md": (
        "---\ntitle: Yawl\nkind: boat\nsummary: A boat with [two] masts.\naliases: [dandy]\nredirects: [old-yawl]\n---\n"
        "Words.\n\n## How it sails\n\nWell.\n\n## Limits\n\nSome.\n"
    ),
    "concepts/ropes/bowline.md": "---\ntitle: Bowline\nkind: knot\nsummary: A loop.\n---\nSee [[yawl#limits]].\n",
    "concepts/sea/broach.md": "---\ntitle: Broach\nkind: hazard\nsummary: A turn.\n---\n",
    "concepts/sea/heaving-to.md": "---\ntitle: Heaving to\nkind: maneuver\nsummary: To wait.\n---\n",
    "concepts/courses/1010.md": "---\ntitle: 'First: steps'\nkind: course\nsummary: A way.\nsteps: [boat]\n---\n",
    BRIG: "---\ntitle: Brig\nkind: boat\nsummary: A boat.\n---\n",
}


def write(root: Path) -> Path:
    (root / "concepts").mkdir(parents=True)
    (root / "concepts" / "vocabulary.yml").write_bytes(
        VOCABULARY.read_bytes().replace(b"roots: []", b"roots: [boat, knot]")
    )
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "guide")


@pytest.fixture(scope="session")
def sailing(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    return load_guide(write(tmp_path_factory.mktemp("lsp") / "guide"))


@pytest.fixture
def written(sailing: Guide) -> Callable[[str], tuple[Guide, int]]:
    """The guide with a text in the file of the brig, and the offset of the mark in it."""

    def make(text: str) -> tuple[Guide, int]:
        assert text.count(MARK) == 1
        return with_entry(sailing, BRIG, text.replace(MARK, "")), text.index(MARK)

    return make
