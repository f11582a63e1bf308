"""The places of keys and values of a YAML text.

Kept as a tree of the same shape as the text, which takes a third of the room of one path for each value and is looked into
as a mapping from paths to spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kb.model.source import Span

Path = tuple[str | int, ...]
"""Where a value stands in the frontmatter: `("links", "requires", 0, "why")`."""


class Place(NamedTuple):
    """A value, and what is inside it: for a list its items in order, for a mapping each key with its own span."""

    span: Span
    items: list[Place] | None = None
    fields: dict[str, tuple[Span, Place]] | None = None

    def at(self, path: Path) -> Place | None:
        """What a path leads to from here; None if it leads nowhere."""
        place = self
        for step in path:
            if place.fields is not None:
                found = place.fields.get(step)  # type: ignore[arg-type]  # a number is no key and is not found
                if found is None:
                    return None
                place = found[1]
            elif place.items is not None and isinstance(step, int) and 0 <= step < len(place.items):
                place = place.items[step]
            else:
                return None
        return place

    def inside(self, path: Path = ()) -> Iterator[tuple[Path, Place]]:
        """This place and all inside it, in the order of the text, with their paths."""
        yield path, self
        for index, item in enumerate(self.items or ()):
            yield from item.inside((*path, index))
        for key, (_, place) in (self.fields or {}).items():
            yield from place.inside((*path, key))


class _Values(Mapping[Path, Span]):
    def __init__(self, root: Place | None) -> None:
        self._root = root

    def __getitem__(self, path: Path) -> Span:
        if self._root is None or (found := self._root.at(path)) is None:
            raise KeyError(path)
        return found.span

    def __iter__(self) -> Iterator[Path]:
        return (path for path, _ in self._root.inside()) if self._root else iter(())

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Keys(Mapping[Path, Span]):
    def __init__(self, root: Place | None) -> None:
        self._root = root

    def __getitem__(self, path: Path) -> Span:
        if self._root and path and (holder := self._root.at(path[:-1])) and holder.fields is not None:
            return holder.fields[path[-1]][0]  # type: ignore[index]
        raise KeyError(path)

    def __iter__(self) -> Iterator[Path]:
        if self._root:
            for path, _ in self._root.inside():
                if path and path in self:
                    yield path

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Marks:
    """The places of keys and values of a YAML text, by path. Without a root there are none."""

    __slots__ = ("keys", "root", "values")

    def __init__(self, root: Place | None = None) -> None:
        self.root = root
        self.keys: Mapping[Path, Span] = _Keys(root)
        self.values: Mapping[Path, Span] = _Values(root)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marks) and self.root == other.root

    def __hash__(self) -> int:
        return hash(self.root and self.root.span)
