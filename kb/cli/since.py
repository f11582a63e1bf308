"""`kb check --since REV`: what a change brings, and nothing that was there before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from kb.cli.state import guide_of, state_of
from kb.diff import State
from kb.diff.compare import new_problems
from kb.graph import Graph
from kb.load.kept import Kept
from kb.model.config import Config
from kb.model.guide import Guide
from kb.model.problem import Report


class News:
    """Looks at the guide and tells only what a revision did not have."""

    def __init__(
        self, root: Path, parsed: Kept, revision: str, *, select: Sequence[str], ignore: Sequence[str]
    ) -> None:
        self._root, self._revision = root.resolve(), revision
        self._select, self._ignore = select, ignore
        self._parsed = parsed
        self._config = Config()
        self._left_out = 0

    @cached_property
    def _before(self) -> State:
        guide = guide_of(self._root, self._revision, self._config, self._parsed)
        return state_of(guide, select=self._select, ignore=self._ignore)

    def look(self, overlay: dict[str, str] | None = None) -> tuple[Guide, Graph, Report]:
        """The guide as it is now, or with texts in place of files, and the problems that are new in it."""
        guide = self._parsed.load(overlay=overlay)
        self._config = guide.config
        after = state_of(guide, self._before.guide, select=self._select, ignore=self._ignore)
        found = new_problems(self._before, after)
        self._left_out = len(after.report.problems) - len(found)
        return guide, after.graph, replace(after.report, problems=found)

    def changed(self, guide: Guide) -> frozenset[str]:
        """The entry files of `guide` that the revision did not have, or had with another text."""
        before = {concept.path: concept.source.text for concept in self._before.guide.concepts}
        return frozenset(concept.path for concept in guide.concepts if before.get(concept.path) != concept.source.text)

    def told(self) -> str:
        """How many findings were left out in the last look."""
        if not self._left_out:
            return f"Compared with {self._revision}: all findings are shown."
        count = f"{self._left_out:,} finding{'s' * (self._left_out != 1)}"
        return f"{count} that {self._revision} already had {'were' if self._left_out != 1 else 'was'} left out."
