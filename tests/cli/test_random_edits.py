"""Whatever is edited, what is made from the change alone is what would be made anew."""

from __future__ import annotations

import random
import re
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
STEPS = 7


class Guide:
    """A copy of a guide that is edited at random, the same for the same seed."""

    def __init__(self, root: Path, seed: int) -> None:
        self.folder = root / "concepts"
        self.vocabulary, self.works = self.folder / "vocabulary.yml", self.folder / "references.bib"
        self.random = random.Random(seed)

    @property
    def entries(self) -> list[Path]:
        return sorted(self.folder.glob("*/*.md"))

    def any_entry(self) -> Path:
        return self.random.choice(self.entries)

    def any_of(self, pattern: str, path: Path) -> str:
        return str(self.random.choice(re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)))

    def any_key(self) -> str:
        return self.any_of(r"^@\w+{([^,]+)", self.works)

    def replace(self, path: Path, pattern: str, new: str) -> None:
        """At one of the places where the pattern fits, if there is any."""
        text = path.read_text(encoding="utf-8")
        if found := list(re.finditer(pattern, text, re.MULTILINE)):
            match = self.random.choice(found)
            path.write_text(text[: match.start()] + match.expand(new) + text[match.end() :], encoding="utf-8")

    def say(self, words: str) -> None:
        entry = self.any_entry()
        entry.write_text(f"{entry.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")

    def copy(self) -> None:
        entry, other = self.any_entry(), self.any_entry()
        shutil.copy(entry, other.with_name(f"{other.stem}-{self.random.randrange(9)}.md"))

    def link(self) -> None:
        relation = self.random.choice(list(load_guide(self.folder.parent).vocabulary.directions))
        self.replace(self.any_entry(), "^links: *$", f"links:\n  {relation}: [{self.any_entry().stem}]")


EDITS: dict[str, Callable[[Guide], object]] = {
    "a title": lambda one: one.replace(one.any_entry(), "^title: ", "title: The "),
    "a summary": lambda one: one.replace(one.any_entry(), "^summary: ", f"summary: Like {one.any_entry().stem} "),
    "a kind": lambda one: one.replace(one.any_entry(), "^kind: .*", one.any_of("^kind: .*", one.any_entry())),
    "a status": lambda one: one.replace(one.any_entry(), "^status: .*", "status: other"),
    "a name": lambda one: one.replace(one.any_entry(), "^kind:", f"aliases: [a {one.any_entry().stem}]\nkind:"),
    "a former name": lambda one: one.replace(one.any_entry(), "^kind:", "redirects: [formerly]\nkind:"),
    "a work of its own": lambda one: one.replace(one.any_entry(), "^kind:", f"cite: {one.any_key()}\nkind:"),
    "a link": Guide.link,
    "a link less": lambda one: one.replace(one.any_entry(), r"^    - .*\n(      .*\n)*|^  [a-z-]+: \[.*\]\n", ""),
    "words": lambda one: one.say(
        f"It is unlike [[{one.any_entry().stem}]], a {one.any_entry().stem} and [[formerly]]."
    ),
    "words less": lambda one: one.replace(one.any_entry(), r"\n\n[^\n-]+\n", "\n\n"),
    "a heading": lambda one: one.replace(one.any_entry(), "^## ", "## On "),
    "a citation": lambda one: one.say(f"So it is [@{one.any_key()}]."),
    "an entry": Guide.copy,
    "an entry less": lambda one: one.any_entry().unlink(),
    "an entry renamed": lambda one: (path := one.any_entry()).rename(path.with_name(f"old-{path.name}")),
    "an entry moved": lambda one: (path := one.any_entry()).rename(one.any_entry().parent / path.name),
    "a label": lambda one: one.replace(one.vocabulary, r"label: (\w+)", r"label: \1 too"),
    "a field of a work": lambda one: one.replace(one.works, r"= *\{", r"\g<0>New "),
    "a work less": lambda one: one.replace(one.works, r"^@", ""),
}


def compiled(root: Path, record: Record) -> Compiled:
    guide = load_guide(root)
    return compile_guide(guide, build_graph(guide), root / "docs", record)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_made_after_random_edits_is_what_would_be_made_anew(tmp_path: Path, seed: int) -> None:
    shutil.copytree(SECOND / "concepts", tmp_path / "concepts")
    guide = Guide(tmp_path, seed)
    for step in range(STEPS):
        name = guide.random.choice(list(EDITS)) if step else "nothing"
        if step:
            EDITS[name](guide)
        made = compiled(tmp_path, read_record(tmp_path / "docs.json"))
        write_tree(tmp_path / "docs", made.files, made.kept)
        write_record(tmp_path / "docs.json", tmp_path / "docs", made.groups)
        for path, content in compiled(tmp_path, Record()).files.items():
            data = content if isinstance(content, bytes) else content.encode()
            assert (tmp_path / "docs" / path).read_bytes() == data, f"{path} after {name}"
