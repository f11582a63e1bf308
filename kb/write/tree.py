"""Writes a folder of generated files so that only what changed is touched.

A file whose bytes are the same keeps its time of change, so that a renderer can tell what to do again. Each file appears
whole or not at all: it is written beside its place and moved there.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kb.errors import KbError


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths relative to the folder that were written or removed, and how many were left as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def write_tree(folder: Path, files: Mapping[str, str | bytes], kept: Collection[str] = ()) -> Changes:
    """Make `folder` hold exactly `files` (relative path → content) and remove whatever else lies in it.

    What is `kept` is there already and stays as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    base = str(folder)
    written: list[str] = []
    made: set[str] = set()
    for path, content in files.items():
        if path.startswith("/") or ".." in path.split("/") or "\0" in path:
            raise KbError(f"refusing to write outside {folder}: {path!r}")
        full = f"{base}/{path}"
        data = content.encode("utf-8") if isinstance(content, str) else content
        if _holds(full, data):
            continue
        parent = os.path.dirname(full)
        if parent not in made:
            _make_folder(folder, Path(parent))
            made.add(parent)
        if os.path.isdir(full) and not os.path.islink(full):
            _remove_folder(Path(full))
        replace_file(full, data)
        written.append(path)
    removed = tuple(_prune(folder, {*files, *kept}))
    return Changes(tuple(written), removed, len(files) - len(written) + len(kept))


def replace_file(path: str | Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all."""
    beside = f"{path}.{os.getpid()}.part"
    try:
        with open(beside, "wb") as file:
            file.write(data)
        os.replace(beside, path)
    except OSError as problem:
        with suppress(OSError):
            os.unlink(beside)
        raise KbError(f"cannot write {path}: {problem.strerror}") from None


def _holds(path: str, data: bytes) -> bool:
    try:
        if os.stat(path, follow_symlinks=False).st_size != len(data):
            return False
        with open(path, "rb") as file:
            return file.read() == data
    except OSError:
        return False


def _make_folder(folder: Path, parent: Path) -> None:
    for part in [*reversed(parent.relative_to(folder).parents), parent.relative_to(folder)]:
        full = folder / part
        if full.is_symlink() or full.is_file():
            full.unlink()
    parent.mkdir(parents=True, exist_ok=True)


def _prune(folder: Path, files: Collection[str]) -> list[str]:
    removed: list[str] = []
    base = str(folder)
    for at, folders, names in os.walk(base, topdown=False):
        relative = os.path.relpath(at, base).replace(os.sep, "/")
        prefix = "" if relative == "." else f"{relative}/"
        for name in names:
            if f"{prefix}{name}" not in files:
                os.unlink(os.path.join(at, name))
                removed.append(f"{prefix}{name}")
        for name in folders:
            full = os.path.join(at, name)
            if os.path.islink(full):
                os.unlink(full)
        if at != base and not os.listdir(at):
            os.rmdir(at)
    return removed


def _remove_folder(folder: Path) -> None:
    for at, folders, names in os.walk(folder, topdown=False):
        for name in names:
            os.unlink(os.path.join(at, name))
        for name in folders:
            full = os.path.join(at, name)
            (os.unlink if os.path.islink(full) else os.rmdir)(full)
    os.rmdir(folder)
