"""An order in which everything comes after what it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def levels(needs: Mapping[str, Sequence[str]]) -> Mapping[str, int]:
    """For each node the longest chain of needs below it: an order in which everything comes after what it needs.

    Nodes in a loop, which checks forbid, stay at the level they had when the loop closed.
    """
    found: dict[str, int] = {}
    for start in needs:
        stack = [(start, iter(needs[start]))]
        open_: set[str] = {start}
        while stack:
            at, rest = stack[-1]
            step = next((one for one in rest if one not in found and one not in open_), None)
            if step is None:
                stack.pop()
                open_.discard(at)
                found[at] = 1 + max((found.get(one, -1) for one in needs.get(at, ())), default=-1)
            else:
                open_.add(step)
                stack.append((step, iter(needs.get(step, ()))))
    return found
