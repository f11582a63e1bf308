"""A guide as it was at a revision, checked: what `kb diff` and `kb check --since` compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kb.checks import Context, run_checks
from kb.diff import State
from kb.graph import build_graph
from kb.load import load_guide
from kb.load.parsed import Parsed
from kb.load.revision import guide_at
from kb.model.config import Config
from kb.model.guide import Guide


def guide_of(root: Path, revision: str, config: Config, parsed: Parsed) -> Guide:
    """The guide as committed at a revision, with settings of now: two states are compared by one measure."""
    with guide_at(root, revision) as folder:
        return replace(load_guide(folder, parsed=parsed), root=root, config=config)


def state_of(
    guide: Guide, before: Guide | None = None, *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> State:
    """A guide with its graph and what the checks find in it; `before` is the guide from which ids may be gone."""
    graph = build_graph(guide)
    return State(guide, graph, run_checks(Context(guide, graph, before=before), select=select, ignore=ignore))
