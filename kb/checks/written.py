"""Typed links as they stand in files: their places, and what they say beyond the bare edge."""

from __future__ import annotations

from collections.abc import Iterator

from kb.graph import Edge, Written
from kb.model.concept import Link
from kb.model.problem import Related


def adds_nothing(link: Link, other: Link) -> bool:
    """Whether everything that `link` says of its edge is said by `other` too."""
    return all(other.qualifiers.get(name) == value for name, value in link.qualifiers.items())


def contradicted(link: Link, other: Link) -> tuple[str, ...]:
    """The qualifiers that both links give and give differently."""
    return tuple(
        name for name, value in link.qualifiers.items() if name in other.qualifiers and other.qualifiers[name] != value
    )


def two_sides(edge: Edge) -> tuple[Written, Written] | None:
    """The two links of an edge that both its ends wrote, in the order of files; None if only one did."""
    sides: dict[str, Written] = {}
    for one in edge.written:
        sides.setdefault(one.owner.id, one)
    if len(sides) < 2:
        return None
    first, second = sorted(sides.values(), key=lambda one: one.owner.path)
    return first, second


def related(written: Written, message: str) -> Related:
    """A typed link as a further place of a finding."""
    return Related(written.owner.source, written.link.target_span, message)


def gave(edge: Edge, qualifier: str) -> bool:
    """Whether some author wrote the qualifier, be it empty or of a wrong type: about that something has been said."""
    return any((*one.link.path, qualifier) in one.owner.marks.keys for one in edge.written)


def unknown_keys(edge: Edge, known: frozenset[str]) -> Iterator[str]:
    """What authors wrote beside the target that no qualifier is called."""
    for one in edge.written:
        path = one.link.path
        for key in one.owner.marks.keys:
            if len(key) == len(path) + 1 and key[:-1] == path and key[-1] != "to" and key[-1] not in known:
                yield str(key[-1])
