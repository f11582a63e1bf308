"""Fixing a whole guide: again and again until nothing changes, with every byte kept that is not mended."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.checks import Context, run_checks
from kb.fix import Fixed, Look, fix_all
from kb.graph import build_graph
from kb.load import load_guide
from kb.model.problem import Edit, Finding, Fix, Problem, Report, Severity
from kb.model.source import Span

VOCABULARY = (Path(__file__).parent.parent / "checks" / "vocabulary.yml").read_bytes()
GALE = "concepts/sea/gale.md"
SOUND = b"---\ntitle: Gale\nkind: weather\nsummary: A strong wind.\n---\n"


def guide_of(root: Path, files: Mapping[str, bytes]) -> Path:
    for path, data in {"concepts/vocabulary.yml": VOCABULARY, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def looker(root: Path, found: Callable[[Look], tuple[Problem, ...]] | None = None) -> Callable[[dict[str, str]], Look]:
    """Checks the guide in `root`; with `found` in place of the checks' own problems."""

    def look(texts: dict[str, str]) -> Look:
        guide = load_guide(root, overlay=texts)
        seen = Look(guide, run_checks(Context(guide, build_graph(guide))))
        return Look(guide, Report(found(seen))) if found else seen

    return look


def fixed(root: Path, files: Mapping[str, bytes], *, unsafe: bool = False) -> Fixed:
    guide_of(root, files)
    look = looker(root)
    return fix_all(look({}), look, unsafe=unsafe)


def test_one_mend_makes_room_for_the_next(tmp_path: Path) -> None:
    """The alias must become text before it can be seen to repeat the title."""
    data = b"---\nkind: weather\ntitle: 'No'\nsummary:  a  wind\naliases: [no]\n---\n"
    result = fixed(tmp_path, {GALE: data})
    assert result.before == {GALE: data}
    assert result.after == {GALE: b"---\ntitle: 'No'\nkind: weather\nsummary:  A wind.\n---\n"}
    assert not [one for one in result.last.report.problems if one.finding.fix and one.finding.fix.safe]


def test_nothing_to_fix_changes_nothing(tmp_path: Path) -> None:
    result = fixed(tmp_path, {GALE: SOUND}, unsafe=True)
    assert (result.before, result.after, result.problems) == ({}, {}, ())


def test_unsafe_fixes_wait_to_be_asked_for(tmp_path: Path) -> None:
    data = SOUND.replace(b"weather", b"wheather")
    assert fixed(tmp_path / "a", {GALE: data}).after == {}
    assert fixed(tmp_path / "b", {GALE: data}, unsafe=True).after == {GALE: SOUND}


def test_mark_line_ends_and_comments_are_kept(tmp_path: Path) -> None:
    data = "\ufeff---\r\ntitle: Gälé   # a comment \r\nkind: weather\r\nsummary: A  wind.\r\n---\r\nText \r\n\tmore\r".encode()
    assert fixed(tmp_path, {GALE: data}).after == {GALE: data.replace(b"A  wind", b"A wind")}


def test_a_file_that_is_no_text_is_left_alone(tmp_path: Path) -> None:
    files = {GALE: b"---\ntitle: K\xfc\nsummary:  a  b\n---\n", "concepts/sea/fog.md": SOUND.replace(b": A", b": a")}
    assert set(fixed(tmp_path, files).after) == {"concepts/sea/fog.md"}


def test_of_fixes_that_undo_each_other_the_first_is_made(tmp_path: Path) -> None:
    def swap(seen: Look) -> tuple[Problem, ...]:
        source = seen.guide.by_id["gale"].source
        by = "weather" if "kind: climate" in source.text else "climate"
        span = Span(source.text.index("kind: ") + 6, source.text.index("\nsummary"))
        return (_problem(source.path, span, by, seen),)

    look = looker(guide_of(tmp_path, {GALE: SOUND}), swap)
    assert fix_all(look({}), look).after == {GALE: SOUND.replace(b"weather", b"climate")}


def test_a_fix_that_does_not_help_is_made_once(tmp_path: Path) -> None:
    def lengthen(seen: Look) -> tuple[Problem, ...]:
        concept = seen.guide.by_id["gale"]
        return (_problem(concept.path, concept.value_span("title"), concept.title + "e", seen),)

    look = looker(guide_of(tmp_path, {GALE: SOUND}), lengthen)
    assert fix_all(look({}), look).after == {GALE: SOUND.replace(b"Gale", b"Galee")}


def test_a_fix_that_makes_a_file_unreadable_is_taken_back(tmp_path: Path) -> None:
    fog = "concepts/sea/fog.md"

    def harm(seen: Look) -> tuple[Problem, ...]:
        return tuple(
            _problem(concept.path, concept.value_span("title"), "'" if concept.id == "fog" else "Storm", seen)
            for concept in seen.guide.concepts
            if concept.title != "Storm"
        )

    look = looker(guide_of(tmp_path, {GALE: SOUND, fog: SOUND}), harm)
    result = fix_all(look({}), look)
    assert result.after == {GALE: SOUND.replace(b"Gale", b"Storm")}
    assert len(result.problems) == 1


def _problem(path: str, span: Span, by: str, seen: Look) -> Problem:
    source = next(concept.source for concept in seen.guide.concepts if concept.path == path)
    fix = Fix("mend it", (Edit(path, span, by),), safe=True)
    return Problem("X", "x", Severity.ERROR, Finding(source, span, f"it should be {by}", fix=fix))


FIELDS = {
    "title": ["Gale", "Strong  gale", "1805", '"big\\u00a0wind" # x', "no"],
    "kind": ["weather", "wheather", '"weather"  '],
    "summary": ["A strong wind.", "a strong wind", ">-\n  A  wind \n  that blows", "|\n  One.\n  Two"],
    "aliases": ["[gale, no, 1e3]", "\n  - Gale\n  # why\n  - gale", "big wind"],
    "links": ["{goes-with: [gale]}", "\n  goes-with:\n    - to: fog  # x\n      why: It  does.\n    - fog"],
    "ignore": ["{DEF003: it may}", "\n  DEF004: none\n  DEF003: one"],
}
ENTRIES = st.lists(st.sampled_from(list(FIELDS)), min_size=2, unique=True).flatmap(
    lambda names: st.tuples(
        *(st.sampled_from(FIELDS[name]).map(lambda value, name=name: (name, value)) for name in names)
    )
)


@settings(max_examples=20, deadline=None)
@given(ENTRIES, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.sampled_from(["# a comment", "#  two  spaces "]))
def test_running_twice_changes_nothing_more_and_text_stays(
    fields: tuple[tuple[str, str], ...], end: str, mark: bool, comment: str
) -> None:
    rows = [f"{name}: {value}".replace(":  \n", ":\n").replace(": \n", ":\n") for name, value in fields]
    body = "Text  with  spaces. \n\n\tcode\n\n" + comment
    text = "\n".join(["---", comment, *rows, "---", body]).replace("\n", end)
    data = (b"\xef\xbb\xbf" if mark else b"") + text.encode()
    fog = SOUND.replace(b"Gale", b"Fog")
    with tempfile.TemporaryDirectory() as folder:
        result = fixed(Path(folder), {GALE: data, "concepts/sea/fog.md": fog}, unsafe=True)
        again = fixed(Path(folder), {GALE: data, "concepts/sea/fog.md": fog, **result.after}, unsafe=True)
    assert again.after == {}
    after = result.after.get(GALE, data)
    assert after.startswith(b"\xef\xbb\xbf---") == mark
    assert after.endswith(body.replace("\n", end).encode())
    assert after.count(b"\r") == (after.count(b"\n") if end == "\r\n" else 0)
    assert after.count(comment.encode()) == data.count(comment.encode())
