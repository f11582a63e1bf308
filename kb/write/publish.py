"""Puts a finished site in the place of the last one, all at once.

The renderer works in a folder of its own. From it and the site that is being read a third folder is made: files that did
not change are hard links to those published before, the others are copies, so that nothing the renderer does later can
reach a published file. Then the two folders change names in one step. Whenever the process is killed, `site/` is the old
site or the new one, whole.
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
    """Make `site` equal to `work`. `spare` is a folder on the same file system that may be overwritten."""
    recover(site, spare)
    if spare.exists():
        shutil.rmtree(spare)
    _assemble(str(work), str(site), str(spare))
    if not site.exists():
        os.rename(spare, site)
        return
    _exchange(spare, site)
    shutil.rmtree(spare, ignore_errors=True)


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
    for at, _, names in os.walk(work):
        relative = os.path.relpath(at, work)
        os.makedirs(os.path.join(spare, relative), exist_ok=True)
        for name in names:
            source = os.path.join(at, name)
            published = os.path.join(site, relative, name)
            target = os.path.join(spare, relative, name)
            if _same(source, published):
                try:
                    os.link(published, target)
                    continue
                except OSError:
                    pass
            shutil.copy2(source, target)


def _same(source: str, published: str) -> bool:
    """Same size and time of change: `copy2` carries the time over, and a renderer that writes changes it."""
    try:
        one, other = os.stat(source), os.stat(published, follow_symlinks=False)
    except OSError:
        return False
    return one.st_size == other.st_size and one.st_mtime_ns == other.st_mtime_ns


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
    shutil.rmtree(aside, ignore_errors=True)
