"""What was written last time, and from what: so that the next build can leave it as it is.

Each file belongs to a group; a group has a fingerprint of everything its files were made from. A group is kept if its
fingerprint is the same and each of its files still has the size and the time of change that it got when it was written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.write.tree import replace_file

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are made together, from inputs with one fingerprint."""

    inputs: str
    files: Collection[str]


@dataclass(frozen=True)
class Record:
    """The groups by name, with the state of each file as `(size, time of change in nanoseconds)`."""

    groups: Mapping[str, Group] = field(default_factory=dict)
    states: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def inputs(self, name: str) -> str | None:
        """The fingerprint of what the files of a group were made from; None if there is no such group."""
        group = self.groups.get(name)
        return group.inputs if group else None

    def keeps(self, folder: Path, name: str, inputs: str) -> Collection[str]:
        """The files of the group, relative to `folder`, if they can stay as they are; else none."""
        if self.inputs(name) != inputs:
            return ()
        group, base = self.groups[name], str(folder)
        same = all(path in self.states and _state(f"{base}/{path}") == self.states[path] for path in group.files)
        return group.files if same else ()


def read_record(path: Path) -> Record:
    """The record at `path`; an empty one if there is none or it cannot be used."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            return Record()
        groups = {
            str(name): Group(str(inputs), tuple(map(str, files))) for name, (inputs, files) in data["groups"].items()
        }
        states = {str(name): (int(size), int(changed)) for name, (size, changed) in data["states"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Record()
    return Record(groups, states)


def write_record(path: Path, folder: Path, groups: Mapping[str, Group]) -> None:
    """Note the groups and the state in which their files are now."""
    base = str(folder)
    states = {name: _state(f"{base}/{name}") for group in groups.values() for name in group.files}
    listed = {name: (group.inputs, sorted(group.files)) for name, group in groups.items()}
    text = json.dumps({"format": _FORMAT, "groups": listed, "states": states}, separators=(",", ":"), sort_keys=True)
    replace_file(path, text.encode())


def _state(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
