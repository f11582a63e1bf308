"""What is kept from process to process changes how long a check takes and nothing else, and is never taken from others."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from kb.checks import Context, run_checks
from kb.graph import build_graph
from kb.load import kept, load_guide
from kb.load.kept import Kept, load_kept
from kb.model.concept import Link, Marks
from kb.model.guide import Guide
from kb.model.source import Source

ROOT = Path(__file__).parent.parent.parent
VOCABULARY = (ROOT / "tests" / "checks" / "vocabulary.yml").read_text(encoding="utf-8")
REFERENCES = (
    '@misc{key, title = {Winds}, author = {B\\"ar, A and others}, year = {1805}, url = {https://a.test/winds}}\n'
)
ENTRY = """---
title: {0}
kind: weather
summary: A strong wind [@key; @nowhere].
aliases: [{0} wind]
status: {1}
same-as: [3]
links: {{causes: [{{to: nowhere, becuse: x}}]}}
unknown: 1
---
# {0}

It blows [hard](nowhere.md) <b>here</b>, [[gale]], ![x](y.png) and [a][b].

```exercise
type: choice
question: Which?
options: [{{text: A, correct: true, why: Yes.}}, {{text: B, why: No.}}]
```
"""
NAMES = ("gale", "squall", "breeze")


def guide_of(root: Path) -> Path:
    (root / "concepts" / "sea").mkdir(parents=True)
    (root / "concepts" / "vocabulary.yml").write_text(VOCABULARY, encoding="utf-8")
    (root / "concepts" / "references.bib").write_text(REFERENCES, encoding="utf-8")
    (root / "pyproject.toml").write_text('[tool.kb.severity]\nSRC001 = "info"\n', encoding="utf-8")
    for name in NAMES:
        entry(root, name).write_text(ENTRY.format(name.title(), "no-such"), encoding="utf-8")
    return root


def entry(root: Path, name: str) -> Path:
    return root / "concepts" / "sea" / f"{name}.md"


def told(guide: Guide) -> list[object]:
    """Everything that a guide and its checks say."""
    report = run_checks(Context(guide, build_graph(guide)))
    values = (guide.concepts, guide.bibliography, guide.vocabulary, guide.vocabulary_marks, guide.config, guide.images)
    return [plain(one) for one in (report.problems, guide.faults, *values)]


def plain(value: Any) -> Any:
    """A value taken apart, so that two are the same if everything in them is, down to the order of mappings."""
    if isinstance(value, Source):
        return value.path, value.text, value.bom
    if isinstance(value, Marks):
        return plain(value.keys), plain(value.values)
    if isinstance(value, Link):
        return plain([tuple(value)[:4], value.relation_span, value.target_span, value.span, value.marks])
    if is_dataclass(value):
        return [type(value).__name__, *(plain(getattr(value, field.name)) for field in fields(value))]
    if isinstance(value, Mapping):
        return [(key, plain(one)) for key, one in value.items()]
    return [plain(one) for one in value] if isinstance(value, Sequence) and not isinstance(value, str) else value


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which things are kept; it does not exist yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("KB_NO_CACHE", raising=False)
    return tmp_path / "cache" / "kb"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return guide_of(tmp_path / "guide")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that were parsed, each time anew."""
    paths: list[str] = []

    def seen(name: str) -> None:
        real: Callable[..., Any] = getattr(kept_guide, name)

        def parse(source: Any, *more: Any) -> Any:
            paths.append(Path(source.path).name)
            return real(source, *more)

        monkeypatch.setattr(kept_guide, name, parse)

    import kb.load.guide as kept_guide

    for name in ("_vocabulary", "_bibliography", "_concept"):
        seen(name)
    return paths


EVERYTHING = {"vocabulary.yml", "references.bib", *(f"{name}.md" for name in NAMES)}
ENTRIES = {f"{name}.md" for name in NAMES}


def only_file(cache: Path) -> Path:
    (found,) = cache.iterdir()
    return found


def test_what_is_kept_says_what_parsing_says(root: Path, cache: Path, parsed: list[str]) -> None:
    without = told(load_guide(root))
    assert not cache.exists()
    parsed.clear()
    assert told(load_kept(root)) == without
    assert set(parsed) == EVERYTHING
    parsed.clear()
    assert told(load_kept(root)) == without
    assert parsed == []


def change_entry(root: Path) -> None:
    entry(root, "gale").write_text(ENTRY.format("Storm", "none"), encoding="utf-8")


def change_entry_behind_its_time(root: Path) -> None:
    """Same size, same time of change: only the text tells."""
    path = entry(root, "gale")
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("Gale", "Hale"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def mark_entry(root: Path) -> None:
    entry(root, "gale").write_bytes(b"\xef\xbb\xbf" + entry(root, "gale").read_bytes())


def move_entry(root: Path) -> None:
    entry(root, "gale").rename(root / "concepts" / "gale.md")


def change_vocabulary(root: Path) -> None:
    text = VOCABULARY.replace("qualifiers:", "qualifiers:\n  becuse: {type: text, label: b, definition: D.}", 1)
    assert text != VOCABULARY
    (root / "concepts" / "vocabulary.yml").write_text(text, encoding="utf-8")


def break_vocabulary(root: Path) -> None:
    (root / "concepts" / "vocabulary.yml").write_text("kinds: [", encoding="utf-8")


def change_references(root: Path) -> None:
    (root / "concepts" / "references.bib").write_text(REFERENCES.replace("key", "nowhere"), encoding="utf-8")


def change_settings(root: Path) -> None:
    (root / "pyproject.toml").write_text('[tool.kb.severity]\nSRC001 = "off"\n', encoding="utf-8")


def remove_entry(root: Path) -> None:
    entry(root, "gale").unlink()


CHANGES = [
    (change_entry, {"gale.md"}),
    (change_entry_behind_its_time, {"gale.md"}),
    (mark_entry, {"gale.md"}),
    (move_entry, {"gale.md"}),
    (change_vocabulary, {"vocabulary.yml", *ENTRIES}),
    (break_vocabulary, {"vocabulary.yml", *ENTRIES}),
    (change_references, {"references.bib"}),
    (change_settings, set()),
    (remove_entry, set()),
]


@pytest.mark.parametrize(("change", "anew"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_what_changed_is_parsed_anew_and_nothing_else(
    root: Path, cache: Path, parsed: list[str], change: Callable[[Path], None], anew: set[str]
) -> None:
    before = told(load_kept(root))
    change(root)
    after = told(load_guide(root))
    assert after != before
    for _ in range(2):
        parsed.clear()
        assert told(load_kept(root)) == after
        assert set(parsed) == anew
        anew = set()


def test_files_that_are_gone_are_not_kept(root: Path, cache: Path) -> None:
    load_kept(root)
    assert b"Squall" in only_file(cache).read_bytes()
    entry(root, "squall").unlink()
    change_entry(root)
    load_kept(root)
    assert b"Storm" in only_file(cache).read_bytes()
    assert b"Squall" not in only_file(cache).read_bytes()


def test_a_small_part_that_is_new_is_not_worth_a_file(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each check of somebody who writes one entry would write all others again."""
    monkeypatch.setattr(kept, "_SMALL", 0)
    for number in range(40):
        entry(root, f"calm-{number}").write_text(ENTRY.format(f"Calm {number}", "none"), encoding="utf-8")
    load_kept(root)
    written = only_file(cache).read_bytes()
    change_entry(root)
    assert told(load_kept(root)) == told(load_guide(root))
    assert only_file(cache).read_bytes() == written


def test_texts_that_are_not_on_disk_are_not_kept(root: Path, cache: Path) -> None:
    Kept(root).load(overlay={"concepts/sea/gale.md": ENTRY.format("Storm", "none")})
    assert not cache.exists()
    assert told(load_kept(root)) == told(load_guide(root))


def test_the_same_again_writes_nothing(root: Path, cache: Path) -> None:
    load_kept(root)
    os.utime(only_file(cache), (1, 1))
    load_kept(root)
    assert only_file(cache).stat().st_mtime == 1


def flipped(data: bytes) -> bytes:
    at = data.index(b"It blows")
    return data[:at] + b"IT BLOWS" + data[at + 8 :]


def head(data: bytes) -> bytes:
    return data[: data.index(b"\n") + 1]


def of_ours(data: bytes, content: object) -> bytes:
    """A file with another content that looks whole."""
    pickled = content if isinstance(content, bytes) else pickle.dumps(content)
    return head(data) + kept._sum(memoryview(pickled)) + pickled


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut in the head": lambda data: data[:9],
    "cut": lambda data: data[: len(data) // 2],
    "without its last byte": lambda data: data[:-1],
    "random": lambda data: bytes(range(256)) * 16,
    "random behind the head": lambda data: head(data) + bytes(range(256)) * 16,
    "a letter changed": flipped,
    "of another kb": lambda data: b"kb 0" + data[4:],
    "a number": lambda data: of_ours(data, 3),
    "a list": lambda data: of_ours(data, [1, 2]),
    "other values": lambda data: of_ours(data, {"concepts/sea/gale.md": (1, 2, 3)}),
    "too few values": lambda data: of_ours(data, {"concepts/sea/gale.md": (1,)}),
    "no pickle": lambda data: of_ours(data, b"gale"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_passed_over_and_written_anew(
    root: Path, cache: Path, parsed: list[str], damage: Callable[[bytes], bytes]
) -> None:
    right = told(load_kept(root))
    path = only_file(cache)
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    assert path.read_bytes() != sound
    parsed.clear()
    assert told(load_kept(root)) == right
    assert set(parsed) == EVERYTHING
    parsed.clear()
    assert told(load_kept(root)) == right
    assert parsed == []


class Call:
    """Pickled, it asks whoever reads it to call something."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> Any:
        return self.call


def dotted(module: str, name: str) -> bytes:
    """A pickle that names something and calls it with nothing, written by hand as `pickle` would refuse to."""
    return b"\x80\x04" + b"".join(b"\x8c" + bytes([len(one)]) + one.encode() for one in (module, name)) + b"\x93)R."


HOSTILE: dict[str, Callable[[Path], object]] = {
    "a system call": lambda mark: Call(os.mkdir, str(mark)),
    "a builtin": lambda mark: Call(exec, f"open({str(mark)!r}, 'w')"),
    "a function of the model": lambda mark: dotted("kb.model.slug", "is_id"),
    "a module the model imports": lambda mark: dotted("kb.model.slug", "json"),
    "a way through the model": lambda mark: dotted("kb.model.slug", "json.JSONDecoder"),
    "a class the model imports": lambda mark: dotted("kb.model.slug", "Iterable"),
    "another class of the loader": lambda mark: dotted("kb.load.guide", "Parsed"),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_looks_right_makes_nothing_run(
    root: Path, cache: Path, tmp_path: Path, content: Callable[[Path], object]
) -> None:
    right = told(load_kept(root))
    path = only_file(cache)
    path.write_bytes(of_ours(path.read_bytes(), content(tmp_path / "mark")))
    with pytest.raises(pickle.UnpicklingError):
        kept._Unpickler(__import__("io").BytesIO(path.read_bytes()[len(head(path.read_bytes())) + 4 :])).load()
    assert told(load_kept(root)) == right
    assert not (tmp_path / "mark").exists()


def inside(root: Path) -> Path:
    return root / ".cache"


def beside(root: Path) -> Path:
    (root.parent / ".git").mkdir()
    return root.parent / "of-the-repository"


def linked(root: Path) -> Path:
    (root / "there").mkdir()
    (root.parent / "way").symlink_to(root / "there")
    return root.parent / "way"


@pytest.mark.parametrize("where", [inside, beside, linked])
def test_nothing_in_the_guide_or_its_repository_is_read_or_written(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, where: Callable[[Path], Path]
) -> None:
    load_kept(root)
    name, data = only_file(cache).name, only_file(cache).read_bytes()
    folder = where(root)
    (folder / "kb").mkdir(0o700, parents=True)
    (folder / "kb" / name).write_bytes(data)
    (folder / "kb" / name).chmod(0o600)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    assert Kept(root)._kept == {}
    change_vocabulary(root)
    load_kept(root)
    assert (folder / "kb" / name).read_bytes() == data


MODES = [("folder", 0o770), ("folder", 0o702), ("file", 0o660), ("file", 0o602)]


@pytest.mark.parametrize(("which", "mode"), MODES)
def test_what_others_may_write_to_is_not_used(root: Path, cache: Path, which: str, mode: int) -> None:
    load_kept(root)
    assert Kept(root)._kept
    (cache if which == "folder" else only_file(cache)).chmod(mode)
    assert Kept(root)._kept == {}
    load_kept(root)
    if which == "folder":
        os.utime(only_file(cache), (1, 1))
        change_vocabulary(root)
        load_kept(root)
        assert only_file(cache).stat().st_mtime == 1
    else:
        assert only_file(cache).stat().st_mode & 0o777 == 0o600


def test_what_belongs_to_others_is_not_used(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_kept(root)
    other = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    assert Kept(root)._kept == {}


def test_a_link_in_place_of_the_file_or_the_folder_is_not_followed(root: Path, cache: Path) -> None:
    load_kept(root)
    path = only_file(cache)
    elsewhere = path.rename(cache.parent / "elsewhere")
    path.symlink_to(elsewhere)
    assert Kept(root)._kept == {}
    path.unlink()
    elsewhere.rename(path)
    assert Kept(root)._kept
    cache.rename(cache.parent / "other").chmod(0o700)
    cache.symlink_to(cache.parent / "other")
    assert Kept(root)._kept == {}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_in_place_of_the_file_is_not_waited_for(root: Path, cache: Path) -> None:
    without = told(load_kept(root))
    path = only_file(cache)
    path.unlink()
    os.mkfifo(path, 0o600)
    assert told(load_kept(root)) == without


def test_folder_and_file_are_for_their_user_only(root: Path, cache: Path) -> None:
    before = os.umask(0)
    try:
        load_kept(root)
    finally:
        os.umask(before)
    assert (cache.parent.stat().st_mode & 0o777, cache.stat().st_mode & 0o777) == (0o700, 0o700)
    assert only_file(cache).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("blocked", ["a file in its way", "a full disk", "a name that is taken"])
def test_without_a_usable_folder_everything_is_parsed(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, blocked: str
) -> None:
    right = told(load_guide(root))
    if blocked == "a file in its way":
        cache.parent.write_text("")
    elif blocked == "a full disk":
        monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    else:
        (cache / f"{kept._path(root).stem}.pickle").mkdir(parents=True)  # type: ignore[union-attr]
    assert told(load_kept(root)) == right
    if blocked == "a full disk":
        assert list(cache.iterdir()) == []


@pytest.mark.parametrize("given", ["", "some/where"])
def test_a_cache_folder_that_is_not_absolute_is_not_used(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    """As the XDG specification asks; the home folder is used instead."""
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    load_kept(root)
    assert not (tmp_path / "some").exists()
    assert only_file(tmp_path / "home" / ".cache" / "kb")


def test_it_can_be_turned_off(root: Path, cache: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_NO_CACHE", "1")
    load_kept(root)
    assert not cache.exists()
    monkeypatch.delenv("KB_NO_CACHE")
    load_kept(root)
    monkeypatch.setenv("KB_NO_CACHE", "1")
    parsed.clear()
    load_kept(root)
    assert set(parsed) == EVERYTHING


def test_another_state_of_kb_or_of_packages_reads_nothing(
    root: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_kept(root)
    assert Kept(root)._kept
    installed = tmp_path / "installed"
    (installed / "pyyaml-99.dist-info").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.syspath_prepend(installed)
        assert Kept(root)._kept == {}
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version", "3.99")
        assert Kept(root)._kept == {}
    room = tmp_path / "kb"
    for name in ("load", "model"):
        (room / name).mkdir(parents=True)
        (room / name / "a.py").write_text("a = 1\n")
    with monkeypatch.context() as patch:
        patch.setattr(kept, "__file__", str(room / "load" / "kept.py"))
        first = kept._head()
        os.utime(room / "model" / "a.py", (1, 1))
        second = kept._head()
        (room / "model" / "a.py").write_text("a = 12\n")
        assert len({first, second, kept._head()}) == 3


def test_a_mark_of_the_loader_is_of_no_use_elsewhere(root: Path, cache: Path, tmp_path: Path) -> None:
    """Each guide has its own file."""
    load_kept(root)
    load_kept(guide_of(tmp_path / "other"))
    assert len(list(cache.iterdir())) == 2


def check(root: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kb", "--root", str(root), "check", "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, capture_output=True, check=False, env=environment, cwd=root)


def test_files_of_guides_that_are_long_gone_are_removed(root: Path, cache: Path, tmp_path: Path) -> None:
    load_kept(guide_of(tmp_path / "old"))
    old = only_file(cache).rename(cache / "01234567.pickle")
    cut_short = cache / "01234567.99"
    stranger = cache / "notes"
    for path in (cut_short, stranger):
        path.write_text("")
    load_kept(guide_of(tmp_path / "new"))
    assert old.exists()
    for path in (old, cut_short, stranger):
        os.utime(path, (1, 1))
    change_vocabulary(root)
    load_kept(root)
    assert not old.exists()
    assert not cut_short.exists()
    assert stranger.exists()
    assert len(list(cache.iterdir())) == 3


def test_two_processes_at_once_leave_one_whole_file(root: Path, cache: Path) -> None:
    command = [sys.executable, "-m", "kb", "--root", str(root), "check"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=root) for _ in range(4)]
    assert len({process.communicate()[0].rsplit(b"\n", 2)[0] for process in running}) == 1
    assert set(Kept(root)._kept) == {one.path for one in load_guide(root).concepts} | {
        "concepts/vocabulary.yml", "concepts/references.bib", "pyproject.toml",
    }  # fmt: skip
    assert only_file(cache)


def test_a_check_by_heart_says_the_same_and_loads_nothing_that_parses(root: Path, cache: Path) -> None:
    def said(done: subprocess.CompletedProcess[bytes]) -> list[bytes]:
        assert done.returncode == 1
        assert done.stderr == b""
        return [line for line in done.stdout.splitlines() if b'"seconds"' not in line]

    without = said(check(root, KB_NO_CACHE="1"))
    assert said(check(root)) == said(check(root)) == without
    program = (
        "import sys; from kb.cli import main\n"
        f"main(['--root', {str(root)!r}, 'check', '--fail-on', 'never'], standalone_mode=False)\n"
        "print(sorted({'yaml', 'pydantic_core', 'pydantic', 'pyromark', 'bibtexparser', 'pylatexenc'} & {*sys.modules}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment, cwd=root)
    assert done.stdout.decode().splitlines()[-1] == "[]"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        env={**environment, "KB_NO_CACHE": "1"},
        cwd=root,
    )
    assert "yaml" in done.stdout.decode().splitlines()[-1]


def test_the_guide_of_this_repository_can_be_kept(
    cache: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in it is of a class that what reads the file refuses."""
    load_kept(ROOT)
    parsed.clear()
    guide = load_kept(ROOT)
    assert len(guide.concepts) > 100
    assert parsed == []
