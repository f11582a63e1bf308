"""`kb stats`: what there is, counted."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from kb.cli import main

VOCABULARY = (Path(__file__).parent.parent / "checks" / "vocabulary.yml").read_bytes()
REFERENCES = (
    "@misc{one, title = {One}, author = {A}, year = {1805}}\n@misc{two, title = {Two}, author = {A}, year = {1806}}\n"
)
FILES = {
    "concepts/sea/gale.md": (
        "---\ntitle: Gale\nkind: weather\nsummary: A wind.\nlinks: {causes: [broach, nowhere]}\n---\nIt blows [@one].\n"
    ),
    "concepts/sea/broach.md": "---\ntitle: Broach\nkind: hazard\nsummary: A turn.\nsources: [one]\n---\n",
    "concepts/boats/sloop.md": (
        "---\ntitle: Sloop\nkind: boat\nsummary: One mast.\nstatus: proven\ndraft: true\n---\nFive words are in here.\n"
    ),
}


def stats(root: Path, *options: str) -> str:
    files = {path: text.encode() for path, text in FILES.items()}
    files |= {"concepts/vocabulary.yml": VOCABULARY, "concepts/references.bib": REFERENCES.encode()}
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    result = CliRunner().invoke(main, ["--root", str(root), "stats", *options])
    assert result.exit_code == 0
    return result.stdout


def test_numbers(tmp_path: Path) -> None:
    found: dict[str, Any] = json.loads(stats(tmp_path, "--format", "json"))
    counts = {name: value for name, value in found.items() if not isinstance(value, dict)}
    assert counts == {
        "entries": 3, "drafts": 1, "edges": 2, "wanted": 1, "words": 8, "exercises": 0, "references": 2, "cited": 1,
        "unsourced": 1, "unlinked": 1, "components": 2, "largest_component": 2, "edges_per_entry": 0.67,
    }  # fmt: skip
    assert {name for name, count in found["kinds"].items() if count} == {"weather", "hazard", "boat"}
    assert "gear" not in found["kinds"]
    assert found["areas"]["sea"] == 2
    assert found["areas"]["library"] == 0
    assert found["statuses"]["proven"] == 1
    assert found["relations"]["causes"] == 2
    assert next(iter(found["hubs"].items())) == ("gale", 2)


def test_as_text(tmp_path: Path) -> None:
    rows = stats(tmp_path).splitlines()
    assert rows[0].split() == ["entries", "3", "1", "of", "them", "drafts"]
    assert "components  2  the largest holds 67% of the entries" in rows
    assert rows[rows.index("Areas") + 1].split() == ["sea", "2"]


def test_an_empty_guide_has_numbers_too(tmp_path: Path) -> None:
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "vocabulary.yml").write_bytes(VOCABULARY)
    result = CliRunner().invoke(main, ["--root", str(tmp_path), "stats"])
    assert result.exit_code == 0
    assert result.stdout.startswith("entries     0")
