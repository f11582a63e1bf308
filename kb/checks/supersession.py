"""Which entries have been replaced, and by what."""

from __future__ import annotations

from collections.abc import Mapping

from kb.checks.context import Context
from kb.graph import Edge


class Supersession:
    """What the relation of the supersession view says. In the direction that the view names, the subject replaces the target."""

    def __init__(self, context: Context) -> None:
        view = context.vocabulary.views.supersession
        direction = context.vocabulary.directions.get(view.relation) if view else None
        self.relation = direction.relation if direction else None
        self._inverted = direction.inverted if direction else False
        found: dict[str, list[Edge]] = {}
        for edge in context.joined:
            if edge.relation == self.relation:
                found.setdefault(self.older(edge), []).append(edge)
        self.edges: Mapping[str, list[Edge]] = found
        """By the id of the entry that was replaced, the edges that say so."""

    def newer(self, edge: Edge) -> str:
        return edge.target if self._inverted else edge.source

    def older(self, edge: Edge) -> str:
        return edge.source if self._inverted else edge.target

    def successors(self, id: str) -> tuple[str, ...]:
        """Everything that replaces an entry, directly or by way of others, nearest first; not the entry itself."""
        found: dict[str, None] = {}
        queue = [id]
        for at in queue:
            for edge in self.edges.get(at, ()):
                if (newer := self.newer(edge)) not in found and newer != id:
                    found[newer] = None
                    queue.append(newer)
        return tuple(found)

    def replacement(self, id: str) -> str | None:
        """The one entry in use that replaces an entry at last; None if there is none or more than one."""
        live = [newer for newer in self.successors(id) if newer not in self.edges]
        return live[0] if len(live) == 1 else None
