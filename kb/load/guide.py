"""A folder as a `Guide`. Reads nothing outside the root and follows no symbolic link."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from kb.errors import KbError
from kb.load.config import read_config
from kb.load.parsed import Parsed
from kb.model.bibliography import Bibliography
from kb.model.concept import Concept, Marks
from kb.model.guide import Guide
from kb.model.problem import Fault, Finding
from kb.model.source import Source, Span
from kb.model.vocabulary import Vocabulary

CONCEPTS = "concepts"
VOCABULARY = f"{CONCEPTS}/vocabulary.yml"
REFERENCES = f"{CONCEPTS}/references.bib"
LARGEST_FILE = 1024 * 1024
LARGEST_BIBLIOGRAPHY = 64 * 1024 * 1024
UNSAFE = "unsafe-file"
_PUT_FILE = "put the file itself in its place"
_RENAME = "rename the folder so that it does not end in `.md`"
_READ = os.O_RDONLY
for _flag in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"):
    # As far as the system has them: bytes as they are, no link put there since the folder was read, no wait at a pipe.
    _READ |= getattr(os, _flag, 0)

Progress = Callable[[int, int], None]


def find_root(start: Path) -> Path:
    """The nearest folder from `start` upward that holds `concepts/`; KbError if there is none."""
    for folder in (start, *start.parents):
        if (folder / CONCEPTS).is_dir():
            return folder
    raise KbError(
        f"no folder from {start} upward holds `{CONCEPTS}/`",
        "give the guide's folder with `--root DIR`, or start a guide with `kb init DIR`",
    )


def load_guide(
    root: Path,
    *,
    overlay: dict[str, str] | None = None,
    progress: Progress | None = None,
    parsed: Parsed | None = None,
) -> Guide:
    """Read the guide in `root`. Wrong content becomes `Guide.faults`; KbError only if there is no guide to read.

    `overlay` gives texts, by path relative to the root, that stand for what is on disk: an editor's unsaved buffers.
    `parsed` knows what earlier calls have parsed.
    """
    parsed = parsed or Parsed()
    root = root.resolve()
    if not (root / CONCEPTS).is_dir():
        raise KbError(f"{root} holds no `{CONCEPTS}/`", "give the guide's folder with `--root DIR`")
    overlay = overlay or {}
    faults: list[Fault] = []
    vocabulary_source = _data_file(root, VOCABULARY, overlay, faults)
    if vocabulary_source is None:
        raise KbError(f"{root / VOCABULARY} is missing", "every guide declares its kinds and relations there")
    vocabulary, vocabulary_marks, found = parsed.of(vocabulary_source, None, _vocabulary)
    if not faults:
        # Of a file that could not be read it is not said that it is empty as well.
        faults.extend(found)
    references = _data_file(root, REFERENCES, overlay, faults) or Source(REFERENCES, "")
    bibliography, found = parsed.of(references, None, _bibliography)
    faults.extend(found)

    files = sorted({*_files(root, CONCEPTS), *((path, False) for path in overlay if path.endswith(".md"))})
    for path, _ in files:
        if (shown := _shown(path)) != path:
            faults.append(_unsafe(Source(shown, ""), "has a name that is not UTF-8", "give it another name"))
    files = [(path, linked) for path, linked in files if _shown(path) == path]
    entries = [(path, linked) for path, linked in files if path.lower().endswith(".md")]
    concepts: list[Concept] = []
    for done, (path, linked) in enumerate(entries, 1):
        concept, found = _entry(root, path, linked, overlay, vocabulary, parsed)
        concepts.append(concept)
        faults.extend(found)
        if progress:
            progress(done, len(entries))
    images = []
    for path, linked in files:
        if path in (VOCABULARY, REFERENCES) or path.lower().endswith(".md"):
            continue
        if linked:
            faults.append(_unsafe(Source(path, ""), "is a symbolic link", "put a copy of the file in its place"))
        else:
            images.append(path)
    return Guide(
        root=root,
        vocabulary=vocabulary,
        vocabulary_source=vocabulary_source,
        vocabulary_marks=vocabulary_marks,
        bibliography=bibliography,
        concepts=tuple(concepts),
        faults=tuple(faults),
        config=read_config(root, parsed),
        images=frozenset(images),
    )


def with_entry(guide: Guide, path: str, text: str) -> Guide:
    """The guide with another text in one entry's file, new or old: what `load_guide` would give, without reading the rest."""
    concept, found = _concept(Source(path, text), guide.vocabulary)
    concepts = {**guide.by_path, path: concept}
    others = (fault for fault in guide.faults if fault.finding.source.path != path)
    return replace(guide, concepts=tuple(concepts[one] for one in sorted(concepts)), faults=(*others, *found))


def _files(root: Path, folder: str) -> Iterator[tuple[str, bool]]:
    """Every file below `folder`, relative to the root, and whether it is a symbolic link. Hidden ones are not ours.

    A folder whose name ends in `.md` is given too, since it will be taken for an entry.
    """
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            yield path, True
        elif entry.is_dir():
            if entry.name.lower().endswith(".md"):
                yield path, False
            yield from _files(root, path)
        else:
            yield path, False


def _shown(path: str) -> str:
    """A path that can be written out: what of it is not UTF-8, and what no report or page can hold, as `\\xf6`."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")


def place_of(path: str) -> tuple[str, str]:
    """The id and the area that an entry's path gives it. An entry outside any area has an empty one."""
    parts = path.split("/")
    return parts[-1][: -len(".md")], parts[1] if len(parts) > 2 else ""


def _entry(
    root: Path, path: str, linked: bool, overlay: dict[str, str], vocabulary: Vocabulary, parsed: Parsed
) -> tuple[Concept, list[Fault]]:
    def read(source: Source) -> tuple[Concept, list[Fault]]:
        return _concept(source, vocabulary)

    if path in overlay:
        return parsed.of(Source(path, overlay[path]), vocabulary, read)
    if linked:
        source = Source(path, "")
        return _broken(source), [_unsafe(source, "is a symbolic link", _PUT_FILE)]
    source, fault = _read(root, path, LARGEST_FILE)
    if fault:
        return _broken(source), [fault]
    return parsed.of(source, vocabulary, read)


# What parses is imported where a text is parsed: where all of them are known by heart, loading it would be most of the work.


def _vocabulary(source: Source) -> tuple[Vocabulary, Marks, list[Fault]]:
    from kb.load.vocabulary import read_vocabulary

    return read_vocabulary(source)


def _bibliography(source: Source) -> tuple[Bibliography, list[Fault]]:
    from kb.load.bibliography import read_bibliography

    return read_bibliography(source)


def _concept(source: Source, vocabulary: Vocabulary) -> tuple[Concept, list[Fault]]:
    from kb.load.entry import read_entry

    return read_entry(source, *place_of(source.path), vocabulary)


def _broken(source: Source) -> Concept:
    from kb.load.entry import broken_entry

    return broken_entry(*place_of(source.path), source)


def _data_file(root: Path, path: str, overlay: dict[str, str], faults: list[Fault]) -> Source | None:
    """`vocabulary.yml` or `references.bib`; None if it is not there."""
    if path in overlay:
        return Source(path, overlay[path])
    full = root / path
    if full.is_symlink():
        faults.append(_unsafe(Source(path, ""), "is a symbolic link", _PUT_FILE))
        return Source(path, "")
    if not full.exists():
        return None
    source, fault = _read(root, path, LARGEST_BIBLIOGRAPHY)
    if fault:
        faults.append(fault)
        return Source(path, "")
    return source


def _read(root: Path, path: str, largest: int) -> tuple[Source, Fault | None]:
    """A file's text, or an empty text and what keeps it from being read."""
    try:
        # Without Python's file object, which takes longer to make than the reading does.
        file = os.open(f"{root}/{path}", _READ)
        try:
            found = os.fstat(file)
            if stat.S_ISDIR(found.st_mode):
                return _failed(path, "is a folder", _PUT_FILE if path in (VOCABULARY, REFERENCES) else _RENAME)
            if not stat.S_ISREG(found.st_mode):
                return _failed(path, "is not a regular file", "put a text file in its place")
            if found.st_size > largest:
                message = f"is {found.st_size / 1048576:.1f} MiB; at most {largest // 1048576} MiB is read"
                return _failed(path, message, "split it, or move data out of the guide")
            data = os.read(file, found.st_size)
            while len(data) < found.st_size and (more := os.read(file, found.st_size - len(data))):
                data += more
        finally:
            os.close(file)
    except OSError as problem:
        return _failed(path, f"cannot be read: {problem.strerror}", None)
    bom = data.startswith(b"\xef\xbb\xbf")
    if bom:
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = len(data[: problem.start].decode("utf-8"))
        source = Source(path, data.decode("utf-8", errors="replace"), bom)
        message = f"is not UTF-8: byte 0x{data[problem.start]:02x}"
        return source, _unsafe(source, message, "save the file as UTF-8", Span(before, before + 1))
    source = Source(path, text, bom)
    if (at := text.find("\0")) >= 0:
        return source, _unsafe(source, "contains a NUL character", "remove it; is this a text file?", Span(at, at + 1))
    return source, None


def _failed(path: str, message: str, help: str | None) -> tuple[Source, Fault]:
    source = Source(path, "")
    return source, _unsafe(source, message, help)


def _unsafe(source: Source, message: str, help: str | None, span: Span | None = None) -> Fault:
    return Fault(UNSAFE, Finding(source, span or Span(0, 0), f"`{source.path}` {message}", help))
