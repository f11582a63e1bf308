"""Writes edited files of a guide back, all or none, unless somebody else changed them meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kb.errors import KbError
from kb.write.tree import replace_file


def write_edits(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes | None]) -> tuple[str, ...]:
    """Replace files below `root`, make new ones, and remove those whose new content is None. Paths are relative to it.

    `before` holds the bytes each file had when it was read; a file that is not in it must not exist. If anything on disk
    differs, nothing is written and KbError says what: the edits were made for another text. If a file cannot be written,
    those before it are put back. New files are written first and files are removed last, so that whenever the process is
    killed, every text is still there. Returns the paths that changed.
    """
    changed = [path for path in after if after[path] != before.get(path)]
    for path in changed:
        full = root / path
        if not full.resolve().is_relative_to(root.resolve()) or full.is_symlink():
            raise KbError(f"refusing to write outside the guide: {path}")
        now = full.read_bytes() if full.is_file() else None
        if now is None and full.exists():
            raise KbError(f"{path} is not a file; nothing was written")
        if now != before.get(path):
            raise KbError(f"{path} changed on disk since it was read; nothing was written", "run the command again")
    done: list[str] = []
    try:
        for path in sorted(changed, key=lambda path: (after[path] is None, path in before)):
            _put(root / path, after[path])
            done.append(path)
    except KbError:
        for path in reversed(done):
            _put(root / path, before.get(path))
        raise
    return tuple(changed)


def _put(path: Path, content: bytes | None) -> None:
    try:
        if content is None:
            path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise KbError(f"cannot write {path}: {problem.strerror}") from None
    replace_file(path, content)
