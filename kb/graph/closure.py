"""What follows from the direct edges of one transitive relation."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice


class Closure:
    """Reachability over direct edges, with the chain that implies each reached node. Loops are allowed and end."""

    def __init__(self, edges: Iterable[tuple[str, str]]) -> None:
        self._up: dict[str, list[str]] = {}
        self._down: dict[str, list[str]] = {}
        for source, target in edges:
            if source != target:
                self._up.setdefault(source, []).append(target)
                self._down.setdefault(target, []).append(source)
        self._above: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._below: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._reached: dict[str, frozenset[str]] = {}

    def direct(self, id: str) -> tuple[str, ...]:
        """The targets of a node's direct edges."""
        return tuple(self._up.get(id, ()))

    def ancestors(self, id: str) -> Mapping[str, tuple[str, ...]]:
        """Every node reached from `id`, nearest first, with a shortest chain from `id` to it, both ends included."""
        if id not in self._above:
            self._above[id] = _reach(id, self._up)
        return self._above[id]

    def descendants(self, id: str) -> Mapping[str, tuple[str, ...]]:
        """Every node from which `id` is reached, nearest first, with a shortest chain from `id` back to it."""
        if id not in self._below:
            self._below[id] = _reach(id, self._down)
        return self._below[id]

    def reached(self, id: str) -> frozenset[str]:
        """Every node reached from `id`: as `ancestors`, without the chains, which cost most of the time."""
        if id not in self._reached:
            found: set[str] = set()
            stack = list(self._up.get(id, ()))
            while stack:
                at = stack.pop()
                if at not in found:
                    found.add(at)
                    stack.extend(self._up.get(at, ()))
            self._reached[id] = frozenset(found)
        return self._reached[id]

    def nearest(self, id: str, most: int, *, below: bool = False) -> Sequence[tuple[str, ...]]:
        """The chains to the `most` nodes nearest to `id`, those it reaches or, if `below`, those that reach it.

        A chain begins with `id`. Unlike the other answers it is not kept, and costs no more than what it returns.
        """
        return list(islice(_chains(id, self._down if below else self._up), most))

    def holds(self, source: str, target: str) -> bool:
        """Whether the relation leads from `source` to another node `target`, directly or by way of others."""
        return source != target and target in self.reached(source)


def _reach(start: str, step: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return {chain[-1]: chain for chain in _chains(start, step)}


def _chains(start: str, step: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    seen = {start}
    queue: deque[tuple[str, ...]] = deque([(start,)])
    while queue:
        chain = queue.popleft()
        for after in step.get(chain[-1], ()):
            if after not in seen:
                seen.add(after)
                longer = (*chain, after)
                queue.append(longer)
                yield longer
