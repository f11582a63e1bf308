"""Pointing at a thing: what it is, where it is declared, where it is used, and what can be mended there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.graph import build_graph
from kb.load import load_guide
from kb.lsp.actions import fix_all, fixes_at
from kb.lsp.hover import hover_at
from kb.lsp.navigation import Location, Symbol, definition_at, entries_named, references_at, symbols_of
from kb.lsp.session import Session, look
from kb.model.guide import Guide
from kb.model.source import Span

Written = Callable[[str], tuple[Guide, int]]
BRIG = "concepts/boats/brig.md"
FRONT = """---
title: Brig
kind: boat
summary: A boat.
status: proven
links:
  kind-of:
    - to: yawl
      why: It has *two* masts.
      cite: coles1967heavy
sources: [slocum1900sailing]
---
See [[dandy]], [[old-yawl#limits]], [x](yawl.md) and [@coles1967heavy, p. 2].
"""


def marked(mark: str) -> str:
    """The text with the place in the middle of its first `mark`."""
    at = FRONT.index(mark) + len(mark) // 2
    return f"{FRONT[:at]}‸{FRONT[at:]}"


def shown(one: Location) -> str:
    return f"{one.source.path}:{one.source.position(one.span.start).row}: {one.source.slice(one.span)}"


@pytest.mark.parametrize(
    ("mark", "title", "parts"),
    [
        (
            "yawl\n",
            "Yawl",
            ["· Boat", "A boat with \\[two\\] masts.", "- Brig is a kind of Yawl (why: It has \\*two\\* masts.)"],
        ),
        ("dandy", "Yawl", ["A boat with"]),
        ("old-yawl", "Yawl", ["A boat with"]),
        ("yawl.md", "Yawl", ["A boat with"]),
        ("Brig", "Brig", ["· Boat · Proven", "A boat.", "- Brig is a kind of Yawl"]),
        ("kind-of", "kind-of", ["is a kind of", "What is true of the target is true of the subject."]),
        ("why", "why", ["The reason for the edge."]),
        ("boat\n", "Boat", ["Something that floats and is steered."]),
        ("proven", "Proven", ["Known from long use."]),
        ("coles1967heavy\n", "Heavy Weather Sailing", ["Coles, 1967"]),
        ("slocum1900sailing", "Sailing Alone", ["Slocum et al., 1900"]),
        ("@coles1967heavy", "Heavy Weather Sailing", []),
    ],
)
def test_hover(written: Written, mark: str, title: str, parts: list[str]) -> None:
    guide, offset = written(marked(mark))
    hover = hover_at(guide, build_graph(guide), BRIG, offset)
    assert hover is not None
    assert hover.markdown.startswith(f"**{title}**")
    for part in parts:
        assert part in hover.markdown
    assert "\\" not in hover.text
    assert hover.span.start <= offset <= hover.span.end


@pytest.mark.parametrize("mark", ["A boat", "---\nSee", "See", "summary"])
def test_nothing_to_say(written: Written, mark: str) -> None:
    guide, offset = written(marked(mark))
    assert hover_at(guide, build_graph(guide), BRIG, offset) is None
    assert definition_at(guide, BRIG, offset) is None


def test_a_hover_tells_of_many_relations_only_the_first(written: Written) -> None:
    items = "".join(f"    - to: x{number}\n" for number in range(12))
    guide, offset = written(f"---\ntitle: Br‸ig\nkind: boat\nsummary: S.\nlinks:\n  kind-of:\n{items}---\n")
    hover = hover_at(guide, build_graph(guide), BRIG, offset)
    assert hover is not None
    assert len(hover.sentences) == 9
    assert hover.sentences[-1] == "… and 4 more"


YAWL = "concepts/boats/yawl.md"


@pytest.mark.parametrize(
    ("mark", "place"),
    [
        ("yawl\n", f"{YAWL}:2: Yawl"),
        ("dandy", f"{YAWL}:2: Yawl"),
        ("old-yawl", f"{YAWL}:14: ## Limits\n"),
        ("yawl.md", f"{YAWL}:2: Yawl"),
        ("kind-of", "concepts/vocabulary.yml:57: kind-of"),
        ("why", "concepts/vocabulary.yml:44: why"),
        ("boat\n", "concepts/vocabulary.yml:18: boat"),
        ("proven", "concepts/vocabulary.yml:285: proven"),
        ("coles1967heavy\n", "concepts/references.bib:1: coles1967heavy"),
    ],
)
def test_definition(written: Written, mark: str, place: str) -> None:
    guide, offset = written(marked(mark))
    found = definition_at(guide, BRIG, offset)
    assert found is not None
    path, _, rest = place.partition(":")
    row, _, text = rest.partition(": ")
    assert found.source.path == path
    assert found.source.slice(found.span) == text
    if path != "concepts/vocabulary.yml":
        assert found.source.position(found.span.start).row == int(row)


@pytest.mark.parametrize(
    ("mark", "places"),
    [
        (
            "dandy",
            [
                f"{YAWL}:2: Yawl",
                f"{BRIG}:8: yawl",
                f"{BRIG}:13: dandy",
                f"{BRIG}:13: old-yawl",
                f"{BRIG}:13: yawl.md",
                "concepts/ropes/bowline.md:6: yawl",
            ],
        ),
        (
            "coles1967heavy\n",
            [
                "concepts/references.bib:1: coles1967heavy",
                f"{BRIG}:13: coles1967heavy",
                f"{BRIG}:10: coles1967heavy",
            ],
        ),
        ("See", [f"{BRIG}:2: Brig"]),
    ],
)
def test_references(written: Written, mark: str, places: list[str]) -> None:
    guide, offset = written(marked(mark))
    assert [shown(one) for one in references_at(guide, BRIG, offset)] == places
    used = [shown(one) for one in references_at(guide, BRIG, offset, declaration=False)]
    assert used == places[1:]


def test_references_of_words_and_from_other_files(sailing: Guide) -> None:
    vocabulary = sailing.vocabulary_source
    root = vocabulary.text.index("[boat, knot]") + 2
    assert [shown(one) for one in references_at(sailing, vocabulary.path, root)] == [
        "concepts/boats/boat.md:2: Boat",
        next(shown(one) for one in references_at(sailing, vocabulary.path, root) if one.source is vocabulary),
        "concepts/courses/1010.md:5: boat",
    ]
    knot = sailing.by_id["bowline"].source
    kinds = references_at(sailing, knot.path, knot.text.index("knot"), declaration=False)
    assert [shown(one) for one in kinds] == ["concepts/ropes/bowline.md:3: knot"]


def outline(symbols: tuple[Symbol, ...]) -> list[object]:
    return [(one.name, outline(one.children)) if one.children else one.name for one in symbols]


def test_symbols(written: Written, sailing: Guide) -> None:
    text = "---\ntitle: Brig\nkind: boat\n---\n# One\n\n## Two\n\ntext\n\n## Three\n\n# Four ‸\n"
    guide, _ = written(text)
    assert outline(symbols_of(guide, BRIG)) == [("Brig", ["title", "kind", ("One", ["Two", "Three"]), "Four"])]
    assert outline(symbols_of(sailing, "concepts/references.bib")) == ["coles1967heavy", "slocum1900sailing"]
    sections = dict(one for one in outline(symbols_of(sailing, "concepts/vocabulary.yml")) if isinstance(one, tuple))
    assert "kind-of" in sections["relations"]
    assert symbols_of(sailing, "concepts/gone.md") == ()
    assert symbols_of(written("---\ntitle: [‸\n---\n")[0], BRIG) == ()


def test_entries_by_name(sailing: Guide) -> None:
    assert [one.id for one in entries_named(sailing, "YAW")] == ["yawl"]
    assert [one.id for one in entries_named(sailing, "dandy")] == ["yawl"]
    assert [one.id for one in entries_named(sailing, "bo")][:2] == ["boat", "bowline"]
    assert len(entries_named(sailing, "")) == len(sailing.by_id)


def test_fixes(written: Written) -> None:
    guide, offset = written(
        "---\ntitle: Brig\nkind: boat\nsummary: A  boat.\nlinks:\n  kind-of: [yaw‸, boat, brig]\n---\n"
    )
    report = look(guide).report
    found = fixes_at(report, BRIG, Span(offset, offset))
    assert [(one.problem.code, one.safe, one.edits[0].text) for one in found] == [("REL002", False, "yawl")]
    assert fixes_at(report, BRIG, Span(0, 3)) == []
    assert {one.problem.code for one in fixes_at(report, BRIG, Span(0, 200))} >= {"REL002", "FM007", "REL005"}
    mended = fix_all(report, BRIG, guide.by_id["brig"].source.text)
    assert mended is not None
    assert "summary: A boat.\n" in mended
    assert "[yaw, boat]" in mended, "what is not safe to fix stays"
    assert fix_all(report, "concepts/boats/boat.md", guide.by_id["boat"].source.text) is None


def test_a_session_lays_buffers_over_the_disk(root: Path) -> None:
    session = Session(root)
    assert session.path_of(root / BRIG) == BRIG
    for outside in (root / "README.md", root / "concepts" / ".hidden" / "x.md", root.parent / "x.md"):
        assert session.path_of(outside) is None
    session.put(BRIG, "---\ntitle: One\n---\n")
    assert session.guide.by_id["brig"].title == "One"
    session.put(BRIG, "---\ntitle: Two\n---\n")
    assert session.guide.by_id["brig"].title == "Two"
    assert session.graph.nodes["brig"].title == "Two"
    session.put("concepts/boats/new.md", "---\ntitle: New\n---\n")
    assert "new" in session.guide.by_id
    (root / "concepts/boats/boat.md").unlink()
    assert "boat" in session.guide.by_id
    session.reread()
    assert "boat" not in session.guide.by_id
    session.put("concepts/vocabulary.yml", "roots: [yawl]\n")
    assert session.guide.vocabulary.roots == ["yawl"]
    session.close("concepts/vocabulary.yml")
    session.close(BRIG)
    assert session.guide.by_id["brig"].title == "Brig"


def test_a_buffer_gives_the_guide_that_a_file_would(root: Path) -> None:
    text = "---\ntitle: [\n---\n"
    session = Session(root)
    session.put(BRIG, "---\ntitle: One\n---\n")
    assert session.guide.by_id["brig"].title == "One"
    session.put(BRIG, text)
    (root / BRIG).write_text(text, encoding="utf-8")
    fresh = load_guide(root)
    assert [one.sort_key for one in look(session.guide).report.problems] == [
        one.sort_key for one in look(fresh).report.problems
    ]
    assert session.guide.by_id.keys() == fresh.by_id.keys()
