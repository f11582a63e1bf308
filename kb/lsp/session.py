"""What the server knows between two requests: the guide as it stands in the editor's buffers, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kb.checks import Context, run_checks
from kb.graph import Graph, build_graph
from kb.load import load_guide
from kb.load.guide import CONCEPTS, with_entry
from kb.load.parsed import Parsed
from kb.model.guide import Guide
from kb.model.problem import Report


@dataclass(frozen=True)
class Look:
    """A guide, its graph and what the checks find in it."""

    guide: Guide
    graph: Graph
    report: Report


def look(guide: Guide) -> Look:
    """Check a guide: the same checks as `kb check`. Values in, values out, so that it may run beside other work."""
    graph = build_graph(guide)
    return Look(guide, graph, run_checks(Context(guide, graph)))


class Session:
    """The guide in `root` with the buffers that are open laid over it. Only what changed is parsed again."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._parsed = Parsed()
        self._buffers: dict[str, str] = {}
        self._guide: Guide | None = None
        self._graph: tuple[Guide, Graph] | None = None

    @property
    def guide(self) -> Guide:
        """As of now. KbError if there is no guide to read."""
        if self._guide is None:
            self._guide = load_guide(self.root, overlay=dict(self._buffers), parsed=self._parsed)
        return self._guide

    @property
    def graph(self) -> Graph:
        """The graph of the guide as of now."""
        if self._graph is None or self._graph[0] is not self.guide:
            self._graph = (self.guide, build_graph(self.guide))
        return self._graph[1]

    def path_of(self, file: Path) -> str | None:
        """The path relative to the root, if the file is one of the guide's."""
        full = file.parent.resolve() / file.name
        if not full.is_relative_to(self.root / CONCEPTS):
            return None
        path = full.relative_to(self.root).as_posix()
        return None if any(part.startswith(".") for part in path.split("/")) else path

    def put(self, path: str, text: str) -> None:
        """A buffer was opened or changed."""
        if self._buffers.get(path) == text:
            return
        known = path in self._buffers
        self._buffers[path] = text
        if self._guide is not None and known and path.endswith(".md"):
            self._guide = with_entry(self._guide, path, text)
        else:
            self._guide = None

    def close(self, path: str) -> None:
        """A buffer was closed: what is on disk counts again."""
        self._buffers.pop(path, None)
        self._guide = None

    def reread(self) -> None:
        """Something changed on disk."""
        self._guide = None
