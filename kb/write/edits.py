"""Writes edited concept files back, unless somebody else changed them meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kb.errors import KbError
from kb.write.tree import replace_file


def write_edits(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[str, ...]:
    """Replace files below `root`. All paths are relative to it.

    `before` holds the bytes each file had when it was read. If any of them differs from what is on disk now, nothing is
    written and KbError says which: the edits were made for another text. Returns the paths written.
    """
    changed = [path for path in after if after[path] != before.get(path)]
    for path in changed:
        full = root / path
        if not full.resolve().is_relative_to(root.resolve()) or full.is_symlink():
            raise KbError(f"refusing to write outside the guide: {path}")
        now = full.read_bytes() if full.is_file() else None
        if now != before.get(path):
            raise KbError(
                f"{path} changed on disk while it was being fixed; nothing was written", "run the command again"
            )
    for path in changed:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        replace_file(root / path, after[path])
    return tuple(changed)
