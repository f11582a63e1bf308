"""Puts a finished site in the place of the last one, all at once.

The renderer works in a folder of its own. A third folder holds the site before the one that is being read; it is brought up
to date with the renderer's: files that did not change are hard links to those published, the others are copies, so that
nothing the renderer does later can reach a published file. Then it and the site change names in one step. Whenever the
process is killed, `site/` is the old site or the new one, whole.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def publish(work: Path, site: Path, spare: Path) -> None:
    """Make `site` equal to `work`. `spare` is a folder on the same file system, for this function alone.

    The site that was read until now is left there: little of it will have to change next time.
    """
    recover(site, spare)
    _assemble(str(work), str(site), str(spare))
    if not site.exists():
        os.rename(spare, site)
        return
    _exchange(spare, site)


def recover(site: Path, spare: Path) -> None:
    """Bring back a site that an interrupted exchange (on systems without an atomic one) left under its spare name."""
    aside = _aside(spare)
    if aside.exists():
        if site.exists():
            shutil.rmtree(aside)
        else:
            os.rename(aside, site)


def _aside(spare: Path) -> Path:
    return spare.with_name(spare.name + ".last-good")


def _assemble(work: str, site: str, spare: str) -> None:
    """Make the folder `spare` hold what `work` holds, whatever was in it."""
    left = _entries(spare)
    if left is None:
        os.mkdir(spare)
        left = {}
    published = _entries(site) or {}
    for name, entry in (_entries(work) or {}).items():
        there, target = left.pop(name, None), f"{spare}/{name}"
        if entry.is_dir(follow_symlinks=False):
            if there and not there.is_dir(follow_symlinks=False):
                os.unlink(target)
            _assemble(entry.path, f"{site}/{name}", target)
            continue
        if there:
            if _same(entry, there):
                continue
            # Never written into: it may be a link to a published file.
            _remove(there)
        if not ((one := published.get(name)) and _same(entry, one) and _linked(one.path, target)):
            shutil.copy2(entry.path, target)
    for entry in left.values():
        _remove(entry)


def _entries(folder: str) -> dict[str, os.DirEntry[str]] | None:
    try:
        with os.scandir(folder) as found:
            return {entry.name: entry for entry in found}
    except (FileNotFoundError, NotADirectoryError):
        return None


def _same(entry: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    """Same size and time of change: `copy2` carries the time over, and a renderer that writes changes it."""
    if not other.is_file(follow_symlinks=False):
        return False
    one, two = entry.stat(), other.stat(follow_symlinks=False)
    return one.st_size == two.st_size and one.st_mtime_ns == two.st_mtime_ns


def _linked(published: str, target: str) -> bool:
    try:
        os.link(published, target)
    except OSError:
        return False
    return True


def _remove(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        os.unlink(entry.path)


def _exchange(spare: Path, site: Path) -> None:
    """Swap two folders: in one step where the kernel can (Linux: renameat2), else in two with a way back."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "renameat2"):
            done = libc.renameat2(
                _AT_FDCWD, os.fsencode(spare), _AT_FDCWD, os.fsencode(site), ctypes.c_uint(_RENAME_EXCHANGE)
            )
            if done == 0:
                return
            if ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(site))
    aside = _aside(spare)
    os.rename(site, aside)
    os.rename(spare, site)
    os.rename(aside, spare)
