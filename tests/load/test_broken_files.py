"""Nothing in a concept file makes the loader stop, and each mistake stands on the right row and column."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.checks import Context, run_checks
from kb.graph import build_graph
from kb.load import load_guide
from kb.model.source import Source

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "broken.yml").read_text(encoding="utf-8"))
VOCABULARY = """
kinds:
  thing: {label: Thing, plural: Things, definition: A thing.}
qualifiers:
  why: {type: text, label: because, definition: The reason.}
relations:
  is-a: {inverse: has-subtype, label: is a, inverse-label: has, heading: A, inverse-heading: B, definition: D., qualifiers: [why]}
areas:
  area: {label: Area, definition: An area.}
"""
SOUND = "---\ntitle: Y\nkind: thing\nsummary: S.\n---\ntext\n"


def guide_of(folder: Path, files: dict[str, bytes]) -> Path:
    (folder / "concepts").mkdir(parents=True, exist_ok=True)
    (folder / "concepts" / "vocabulary.yml").write_text(VOCABULARY, encoding="utf-8")
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def content(case: dict[str, Any]) -> bytes:
    if "bytes" in case:
        return bytes.fromhex(case["bytes"])
    text = str(case["text"])
    text = text.replace("{deep}", "[" * int(case.get("deep", 0))).replace("{long}", "x" * int(case.get("long", 0)))
    return text.encode("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_each_mistake_is_a_fault_in_its_place(tmp_path: Path, case: dict[str, Any]) -> None:
    root = guide_of(tmp_path, {"concepts/area/x.md": content(case), "concepts/area/y.md": SOUND.encode()})
    guide = load_guide(root)
    found = []
    for fault in guide.faults:
        position = fault.finding.source.position(fault.finding.span.start)
        assert fault.finding.source.path == "concepts/area/x.md"
        found.append(f"{fault.check} {position.row}:{position.column}")
    assert sorted(found) == sorted(case["expect"])
    assert guide.by_id["y"].title == "Y"
    assert not guide.by_id["y"].broken
    assert "x" in guide.by_id
    run_checks(Context(guide, build_graph(guide)))


def test_a_folder_named_like_an_entry_is_reported_and_what_lies_in_it_is_read(tmp_path: Path) -> None:
    root = guide_of(tmp_path, {"concepts/area/x.md/y.md": SOUND.encode()})
    guide = load_guide(root)
    assert [fault.check for fault in guide.faults] == ["unsafe-file"]
    assert guide.by_id["y"].title == "Y"


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text(SOUND.replace("Y", "Secret"), encoding="utf-8")
    root = guide_of(tmp_path / "guide", {"concepts/area/y.md": SOUND.encode()})
    os.symlink(outside, root / "concepts" / "area" / "x.md")
    os.symlink(tmp_path, root / "concepts" / "loop")
    guide = load_guide(root)
    assert [fault.check for fault in guide.faults] == ["unsafe-file", "unsafe-file"]
    assert guide.by_id["x"].title == ""
    assert guide.by_id["x"].broken


def test_a_pipe_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    root = guide_of(tmp_path, {"concepts/area/y.md": SOUND.encode()})
    os.mkfifo(root / "concepts/area/x.md")
    guide = load_guide(root)
    assert [fault.check for fault in guide.faults] == ["unsafe-file"]
    assert guide.by_id["y"].title == "Y"


@pytest.mark.parametrize(
    ("data", "check"),
    [
        (b"\xff\xfe", "unsafe-file"),
        (b"", "bad-vocabulary"),
        (b"- a", "bad-vocabulary"),
        (b"kinds: [", "bad-vocabulary"),
        (b"kinds: {A B: {}}", "bad-vocabulary"),
    ],
)
def test_a_broken_vocabulary_is_reported_and_entries_are_read(tmp_path: Path, data: bytes, check: str) -> None:
    root = guide_of(tmp_path, {"concepts/area/y.md": SOUND.encode()})
    (root / "concepts" / "vocabulary.yml").write_bytes(data)
    guide = load_guide(root)
    assert check in {fault.check for fault in guide.faults}
    assert guide.by_id["y"].title == "Y"


def linked(path: Path) -> None:
    path.symlink_to("elsewhere")


def not_utf8(path: Path) -> None:
    path.write_bytes(b"kinds: \xff")


def with_nul(path: Path) -> None:
    path.write_bytes(b"kinds: \0")


@pytest.mark.parametrize("name", ["vocabulary.yml", "references.bib"])
@pytest.mark.parametrize(
    ("put", "message", "help"),
    [
        (linked, "is a symbolic link", "put the file itself in its place"),
        (Path.mkdir, "is a folder", "put the file itself in its place"),
        (os.mkfifo, "is not a regular file", "put a text file in its place"),
        (not_utf8, "is not UTF-8: byte 0xff", "save the file as UTF-8"),
        (with_nul, "contains a NUL character", "remove it; is this a text file?"),
    ],
)
def test_a_data_file_that_cannot_be_read_is_told_once(
    tmp_path: Path, name: str, put: Callable[[Path], None], message: str, help: str
) -> None:
    root = guide_of(tmp_path, {"concepts/area/y.md": SOUND.encode()})
    path = root / "concepts" / name
    path.unlink(missing_ok=True)
    put(path)
    guide = load_guide(root)
    found = [(fault.check, fault.finding.message, fault.finding.help) for fault in guide.faults]
    assert found == [("unsafe-file", f"`concepts/{name}` {message}", help)]
    assert guide.by_id["y"].title == "Y"


@given(st.text(alphabet="-: \n\r\t[]{}'\"#|>*&!@`é😀\u2028\u202eab=", max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_between_the_dashes_is_read_or_reported(text: str) -> None:
    from kb.load.entry import read_entry
    from kb.model.vocabulary import Vocabulary

    source = Source("concepts/area/x.md", f"---\n{text}\n---\n{text}")
    concept, faults = read_entry(source, "x", "area", Vocabulary())
    assert concept.id == "x"
    assert faults  # no such text has a title, a kind and a summary
    for fault in faults:
        assert 0 <= fault.finding.span.start <= fault.finding.span.end <= len(source.text)


@given(st.text(alphabet="[]()@;,#|`*_<>!\\- \nékey12$^~:/.&", max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_body_is_read_and_every_span_lies_in_it(text: str) -> None:
    from kb.load.body import read_body

    source = Source("concepts/area/x.md", text)
    body, _ = read_body(source, 0)
    for link in body.links:
        assert 0 <= link.span.start <= link.target_span.start <= link.target_span.end <= link.span.end <= len(text)
    for citation in body.citations:
        assert source.slice(citation.span).startswith("[")
        for cite in citation.cites:
            assert source.slice(cite.span) == f"@{cite.key}"


BRACKETS = "[]()@;,#|`*<>!- \nkey12^~:/.é"


@given(
    st.text(alphabet=BRACKETS, max_size=200)
    | st.lists(st.sampled_from(["[@k]", "[[w]]", "[a][b]", "![@k]", "<ab:c[@k]>", "[[a [^e]]]", " x "])).map("".join)
)
@settings(max_examples=300, deadline=None)
def test_a_body_is_read_alike_whether_or_not_its_texts_can_be_merged(text: str) -> None:
    from kb.load.body import read_body

    # An underscore keeps the parser's texts apart; in a definition that nobody uses it says nothing.
    merged, _ = read_body(Source("concepts/area/x.md", f"{text}\n\n[q]: x"), 0)
    apart, _ = read_body(Source("concepts/area/x.md", f"{text}\n\n[_]: x"), 0)
    for part in ("headings", "links", "citations", "undefined", "words"):
        assert getattr(apart, part) == getattr(merged, part)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("[@k]", ["k"]),
        (r"\[@k] [@l]", ["l"]),
        (r"\\[@k] &amp; [@l]", ["k", "l"]),
        ("&#91;@k] _[@l]", ["l"]),
        ("![@k]", []),
    ],
)
def test_a_bracket_that_is_written_otherwise_opens_no_citation(text: str, keys: list[str]) -> None:
    from kb.load.body import read_body

    body, _ = read_body(Source("concepts/area/x.md", text), 0)
    assert [cite.key for citation in body.citations for cite in citation.cites] == keys


def test_a_name_that_is_not_utf_8_is_told_and_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "concepts" / "sea"
    folder.mkdir(parents=True)
    (tmp_path / "concepts" / "vocabulary.yml").write_text("kinds: {}\n")
    for name in (b"b\xf6rr.md", b"b\xf6rr.png", "börr.md".encode()):
        (tmp_path / "concepts" / "sea" / os.fsdecode(name)).write_text("---\n---\n")
    guide = load_guide(tmp_path)
    told = [fault.finding for fault in guide.faults if fault.check == "unsafe-file"]
    assert [one.source.path for one in told] == ["concepts/sea/b\\xf6rr.md", "concepts/sea/b\\xf6rr.png"]
    assert all("is not UTF-8" in one.message for one in told)
    assert [concept.path for concept in guide.concepts] == ["concepts/sea/börr.md"]
    assert guide.images == frozenset()
