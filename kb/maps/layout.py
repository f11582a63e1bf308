"""Where things stand on the map. Only ids and edges decide, so that positions are equal from build to build.

Every area gets a disc. Discs are placed by how much their areas have to do with one another and pushed apart until none
overlaps; within a disc, entries are placed by their edges and pushed apart until their labels have room. Large areas use
a spiral, which costs time in proportion to their size.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

ROOM = (160.0, 92.0)
"""Width and height, in map units, that a labeled entry needs for itself."""
STRETCH = 1.5
"""How much wider than high an area is: screens are, and labels too. Everything is computed as if it were 1."""
LARGEST_FORCED = 400
"""Above this number of entries in one area the spiral is used."""
_MARGIN = 24.0
"""How far beyond overlapping two boxes are looked at, in map units: each then may move by half of it unwatched."""
_GOLDEN = math.pi * (3 - math.sqrt(5))


class Place(NamedTuple):
    """A point, in map units; y grows downward."""

    x: float
    y: float


class Disc(NamedTuple):
    """The place of an area: its middle and its radius, in map units."""

    x: float
    y: float
    radius: float


def arrange(ids: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, Place]:
    """Places for entries of one area around (0, 0). `ids` come in the order of importance."""
    if len(ids) <= 1:
        return {id: Place(0, 0) for id in ids}
    if len(ids) > LARGEST_FORCED:
        return _spiral(ids)
    # Imported here: numpy takes a while to load, and only maps compute.
    import numpy as np

    at = {id: index for index, id in enumerate(ids)}
    start = np.array([_start(id) for id in ids])
    joined = {
        (at[one], at[other]): 1.0 for one, other in map(sorted, edges) if one != other and one in at and other in at
    }
    points = _pull(np, start * math.sqrt(len(ids)) * ROOM[1], joined)
    points = _spread(np, _gathered(np, points), np.array((ROOM[0] / STRETCH, ROOM[1])))
    points -= points.mean(axis=0)
    return {id: Place(float(x) * STRETCH, float(y)) for id, (x, y) in zip(ids, points, strict=True)}


def discs(sizes: Mapping[str, float], weights: Mapping[tuple[str, str], float]) -> dict[str, Disc]:
    """A disc for each area, by its radius and how strongly areas are joined. No two overlap."""
    names = sorted(sizes)
    if len(names) == 1:
        return {names[0]: Disc(0, 0, sizes[names[0]])}
    if not names:
        return {}
    import numpy as np

    at = {name: index for index, name in enumerate(names)}
    radii = np.array([sizes[name] for name in names])
    joined: dict[tuple[int, int], float] = {}
    for pair, weight in weights.items():
        one, other = sorted(pair)
        if one != other:
            joined[at[one], at[other]] = joined.get((at[one], at[other]), 0) + weight
    most = max(joined.values(), default=1.0)
    links = {pair: weight / max(most, 1.0) for pair, weight in joined.items()}
    angles = np.arange(len(names)) * 2 * math.pi / len(names)
    start = np.stack([np.cos(angles), np.sin(angles)], axis=1) * float(radii.sum()) / 2
    points = _pull(np, start, links, ideal=float(radii.mean()) * 2.2)
    points = _separate(np, points, radii * 1.12)
    points -= points.mean(axis=0)
    return {name: Disc(float(x) * STRETCH, float(y), sizes[name]) for name, (x, y) in zip(names, points, strict=True)}


def radius(places: Mapping[str, Place], most: int) -> float:
    """Half the height of what is drawn of an area at once: the first `most` places with their labels."""
    return (
        max((math.hypot(place.x / STRETCH, place.y) for place in list(places.values())[:most]), default=0.0) + ROOM[1]
    )


def _start(id: str) -> tuple[float, float]:
    """A place in the unit disc that depends on the id alone, so that a new entry leaves the others where they were."""
    digest = hashlib.sha256(id.encode()).digest()
    angle = int.from_bytes(digest[:4], "big") / 2**32 * 2 * math.pi
    distance = math.sqrt(int.from_bytes(digest[4:8], "big") / 2**32)
    return distance * math.cos(angle), distance * math.sin(angle)


def _spiral(ids: Sequence[str]) -> dict[str, Place]:
    step = math.sqrt(ROOM[0] / STRETCH * ROOM[1] / math.pi) * 1.15
    return {
        id: Place(
            STRETCH * step * math.sqrt(index) * math.cos(index * _GOLDEN),
            step * math.sqrt(index) * math.sin(index * _GOLDEN),
        )
        for index, id in enumerate(ids)
    }


def _pull(np: Any, points: Any, links: Mapping[tuple[int, int], float], ideal: float = ROOM[1] * 1.4) -> Any:
    """Fruchterman and Reingold's forces (1991): all repel, joined ones attract; the largest step shrinks to nothing.

    `links` gives, by the numbers of two points, how strongly they are joined.
    """
    count = len(points)
    # A round costs the square of the number. Of many points fewer rounds do: joined ones end up 3 % farther apart at 330.
    rounds = round(220 * min(1.0, math.sqrt(100 / count)))
    # In the order of the numbers, so that sums come out equal to the last bit however the edges were listed.
    ordered = sorted(links.items())
    one, other = np.array([pair for pair, _ in ordered], dtype=int).reshape(-1, 2).T
    strength = np.array([weight for _, weight in ordered])
    heat = ideal * math.sqrt(count) * 0.25
    apart, gap, force = np.empty((2, count, count)), np.empty((count, count)), np.empty((count, count))
    points = points.copy()
    for index in range(rounds):
        for axis in (0, 1):
            np.subtract.outer(points[:, axis], points[:, axis], out=apart[axis])
        np.multiply(apart[0], apart[0], out=gap)
        gap += np.multiply(apart[1], apart[1], out=force)
        np.divide(ideal**2, np.maximum(gap, 1e-4, out=gap), out=force)
        move = np.stack([np.einsum("ij,ij->i", apart[axis], force) for axis in (0, 1)], axis=1)
        between = points[one] - points[other]
        between *= (strength * np.hypot(between[:, 0], between[:, 1]) / ideal)[:, None]
        for axis in (0, 1):
            move[:, axis] += np.bincount(other, between[:, axis], count) - np.bincount(one, between[:, axis], count)
        # A pull to the middle, so that what nothing joins does not drift away.
        move -= points * 0.12 * math.sqrt(count)
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 0.01)
        points += move / length[:, None] * np.minimum(length, heat * (1 - index / rounds))[:, None]
    return points


def _gathered(np: Any, points: Any) -> Any:
    """The same arrangement in a disc just large enough for all: by rank of distance, so that no outlier stretches it."""
    points = points - points.mean(axis=0)
    distance = np.maximum(np.hypot(points[:, 0], points[:, 1]), 0.01)
    rank = np.empty(len(points))
    rank[np.argsort(distance, kind="stable")] = np.arange(len(points)) + 0.5
    largest = math.sqrt(len(points) * ROOM[0] / STRETCH * ROOM[1] / math.pi) * 1.05
    return points / distance[:, None] * (largest * np.sqrt(rank / len(points)))[:, None]


def _spread(np: Any, points: Any, room: Any, rounds: int = 600) -> Any:
    """Push boxes of size `room` apart until none overlaps, along the axis where less is to be moved."""
    count = len(points)
    points = points.T.copy()
    looked = None
    for _ in range(rounds):
        # Boxes that are far apart stay so for a while: which ones are near is looked up again when any has come closer.
        if looked is None or np.abs(points - looked).max() > _MARGIN / 2:
            looked = points.copy()
            one, other = _near(np, points, room + _MARGIN)
        delta = points.take(one, axis=1) - points.take(other, axis=1)
        lacking = room[:, None] - np.abs(delta)
        overlapping = np.flatnonzero(np.minimum(lacking[0], lacking[1]) > 0)
        if not len(overlapping):
            break
        sideways = lacking[0, overlapping] < lacking[1, overlapping]
        for axis, pairs in ((0, overlapping[sideways]), (1, overlapping[~sideways])):
            # Of two at one place the later is pushed one way and the earlier the other.
            direction = np.where(delta[axis, pairs] < 0, -1, 1)
            push = direction * (lacking[axis, pairs] + 1) / 2
            moved = np.concatenate((one[pairs], other[pairs]))
            pushes = np.bincount(moved, np.concatenate((push, -push)), count)
            points[axis] += pushes / np.maximum(np.bincount(moved, minlength=count), 1)
    return points.T


def _near(np: Any, points: Any, room: Any) -> tuple[Any, Any]:
    """The numbers of all pairs of points nearer than `room` on both axes: the later ones, and the earlier ones."""
    order = np.argsort(points[0], kind="stable")
    across = points[0, order]
    # In the order of x, those near a point are a stretch beginning with the next one.
    length = np.searchsorted(across, across + room[0]) - np.arange(1, len(order) + 1)
    first = np.repeat(np.arange(len(order)), length)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(length) - length, length)
    one, other = order[first], order[second]
    near = np.abs(points[1, one] - points[1, other]) < room[1]
    return np.maximum(one, other)[near], np.minimum(one, other)[near]


def _separate(np: Any, points: Any, radii: Any, rounds: int = 600) -> Any:
    """Push discs apart until none overlaps, drawing all a little to the middle as long as there is room."""
    points = points.copy()
    need = radii[:, None] + radii[None, :]
    np.fill_diagonal(need, 0)
    for index in range(rounds):
        if index < rounds // 2:
            points *= 0.985
        delta = points[:, None, :] - points[None, :, :]
        distance = np.maximum(np.hypot(delta[..., 0], delta[..., 1]), 0.01)
        lacking = np.maximum(need - distance, 0)
        np.fill_diagonal(lacking, 0)
        if index >= rounds // 2 and lacking.max() < 0.5:
            break
        points += (delta / distance[..., None] * lacking[..., None] / 2).sum(axis=1)
    return points
