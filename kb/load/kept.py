"""What files were parsed into, kept from one process to the next, so that `kb check` parses only what has changed.

A file counts as unchanged if the text just read is the text that was parsed; times of change are never asked. What is
kept holds for one state of kb, of Python and of the packages that are installed, and is made anew for any other.

It is a pickle, which can make Python run anything, and a guide holds what strangers proposed. So it lies in the user's own
cache folder and never inside the guide or the repository around it; a folder or file that others own or may write to is
not used; and nothing is made from it but values of `kb.model`. Where the folder cannot be used, everything is parsed.
These files are none of the guide's, so `kb.write` has no part in them.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from kb.load.guide import Progress, load_guide
from kb.load.parsed import Parsed
from kb.model.guide import Guide
from kb.model.source import Source, Span

T = TypeVar("T")

OFF = "KB_NO_CACHE"
"""The environment variable that turns this off."""
_LEAST = 0.05
"""The part of all text that must be new for a file to be written: the few entries somebody is at work on change again."""
_SMALL = 400_000
"""Characters that are written in no time, however few of them are new."""
_LONG = 60 * 24 * 3600.0
"""Seconds after which a file is removed: most probably its guide is gone, and one that is not is parsed once more."""
_NAMES = ("kb.load.bibliography", "Names")
"""The one class outside `kb.model` whose values are kept."""


def load_kept(root: Path, *, progress: Progress | None = None) -> Guide:
    """`load_guide`, by heart where an earlier process has parsed the same texts."""
    return Kept(root).load(progress=progress)


class Kept(Parsed):
    """Knows what earlier processes parsed of the guide in `root`."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root.resolve()
        self._path = _path(self._root)
        self._read: set[str] = set()
        self._all = self._new = 0
        if self._path and (known := _known(self._path)):
            self._kept = known

    def load(self, *, overlay: dict[str, str] | None = None, progress: Progress | None = None) -> Guide:
        """`load_guide`; what was parsed of files as they are on disk is kept for other processes."""
        self._read, self._all, self._new = set(), 0, 0
        guide = load_guide(self._root, overlay=overlay, progress=progress, parsed=self)
        if self._path and not overlay and self._new > max(0, _LEAST * (self._all - _SMALL)):
            # Without the files that are gone.
            _keep(self._path, {path: kept for path, kept in self._kept.items() if path in self._read})
        return guide

    def of(self, source: Source, given: object, parse: Callable[[Source], T]) -> T:
        def anew(source: Source) -> T:
            self._new += len(source.text) + 1
            return parse(source)

        self._read.add(source.path)
        self._all += len(source.text) + 1
        return super().of(source, given, anew)


def _path(root: Path) -> Path | None:
    """The file for a guide; None if nothing is to be kept. Two guides of one number cost each other time and no more."""
    folder = _folder()
    if os.environ.get(OFF) or folder is None:
        return None
    # Whoever may propose a change to the repository may put any file into it.
    top = next((above for above in (root, *root.parents) if (above / ".git").exists()), root)
    if folder.resolve().is_relative_to(top):
        return None
    return folder / f"{zlib.crc32(os.fsencode(root)):08x}.pickle"


def _folder() -> Path | None:
    """The user's cache folder for kb; None if it cannot be told."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(given):
        if sys.platform == "win32":
            given = os.environ.get("LOCALAPPDATA", "")
        else:
            given = os.path.expanduser("~/Library/Caches" if sys.platform == "darwin" else "~/.cache")
    return Path(given, "kb") if os.path.isabs(given) else None


def _ours(found: os.stat_result) -> bool:
    """Whether a file or folder belongs to this user and no other may write to it. Windows keeps the folder to its user."""
    return os.name != "posix" or (found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _known(path: Path) -> dict[str, tuple[Source, object, Any]] | None:
    """What a file holds, if it is whole and was written by this state of kb."""
    try:
        folder = os.lstat(path.parent)
        if not (stat.S_ISDIR(folder.st_mode) and _ours(folder)):
            return None
        # Not blocked by a pipe in its place.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(path, flags), "rb") as file:
            found = os.fstat(file.fileno())
            if not (stat.S_ISREG(found.st_mode) and _ours(found)):
                return None
            data = file.read()
        head = _head()
        start = len(head) + 4
        if not data.startswith(head) or data[len(head) : start] != _sum(memoryview(data)[start:]):
            return None
        content = BytesIO(data)
        content.seek(start)
        return _checked(_Unpickler(content).load())
    except Exception:
        # Missing, damaged, of somebody else's making: parsing gives the same.
        return None


def _checked(found: Any) -> dict[str, tuple[Source, object, Any]]:
    """What was unpickled, if it is what `_keep` writes; ValueError or TypeError if not."""
    for path, (source, _, _) in found.items():
        if not isinstance(source, Source) or source.path != path:
            raise ValueError(path)
    return dict(found)


class _Unpickler(pickle.Unpickler):
    """Makes values of `kb.model` and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("kb.model.") or (module, name) == _NAMES:
            found = super().find_class(module, name)
            # What the module has only imported, or a name with dots leads to, says that it is from elsewhere.
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _keep(path: Path, kept: dict[str, tuple[Source, object, Any]]) -> None:
    """Write the file, whole or not at all; two processes may do so at once."""
    spare = path.with_suffix(f".{os.getpid()}")
    try:
        os.makedirs(path.parent.parent, 0o700, exist_ok=True)
        path.parent.mkdir(0o700, exist_ok=True)
        if not _ours(os.lstat(path.parent)):
            return
        content = _pickled(kept)
        with open(os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines((_head(), _sum(content), content))
        os.replace(spare, path)
        for other in path.parent.glob("[0-9a-f]" * 8 + ".*"):
            if other.stat().st_mtime < time.time() - _LONG:
                other.unlink()
    except (OSError, RecursionError):
        # A full disk, a home that is only read: it is parsed again next time.
        with suppress(OSError):
            spare.unlink()


def _pickled(kept: dict[str, tuple[Source, object, Any]]) -> memoryview:
    into = BytesIO()
    pickler = pickle.Pickler(into, 5)
    # Spans are by far the most numerous, and telling how to make one takes half the time of letting `pickle` find out.
    pickler.dispatch_table = {Span: lambda span: (Span, tuple(span))}
    pickler.dump(kept)
    return into.getbuffer()


def _sum(content: memoryview) -> bytes:
    return zlib.crc32(content).to_bytes(4, "big")


def _head() -> bytes:
    """What a file begins with: Python, every installed package by its version, and kb's own code by size and time."""
    packages = sorted(
        name
        for folder in sys.path
        if os.path.isdir(folder)
        for name in os.listdir(folder)
        if name.endswith((".dist-info", ".egg-info"))
    )
    here = Path(__file__).parents[1]
    code = [
        (one.name, found.st_size, found.st_mtime_ns)
        for room in ("load", "model")
        for one in sorted(os.scandir(here / room), key=lambda one: one.name)
        if one.name.endswith(".py") and (found := one.stat())
    ]
    return f"kb {sys.version!r} {packages} {str(here)!r} {code}\n".encode(errors="backslashreplace")
