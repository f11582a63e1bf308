"""What was fine a short while ago and need not be asked again.

Only successes are kept: a failure may be mended tomorrow. Each is kept for another time, about two weeks, so that after a
long run the next ones are short and do not all come due together.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

VERSION = 1
AGE = 14 * 24 * 3600.0
"""Seconds that an answer is good for."""
SCATTER = 0.3
"""The part of it that chance adds or takes away."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A success: when it must be asked again (seconds since 1970), and what a record calls the work, empty if it says nothing."""

    until: float
    title: str | None = None


@dataclass(slots=True)
class Cache:
    """Successes by key."""

    entries: dict[str, Kept] = field(default_factory=dict)

    def get(self, key: str, wall: float) -> Kept | None:
        """What is known of `key`, unless it is too old."""
        kept = self.entries.get(key)
        # What claims to last longer than anything is kept comes from a clock that was wrong.
        return kept if kept and wall < kept.until <= wall + AGE * (1 + SCATTER) else None

    def keep(self, key: str, wall: float, chance: random.Random, title: str | None = None) -> None:
        self.entries[key] = Kept(wall + AGE * chance.uniform(1 - SCATTER, 1 + SCATTER), title)

    def drop(self, key: str) -> None:
        self.entries.pop(key, None)

    def text(self, wall: float) -> str:
        """The cache as a file, without what is too old."""
        addresses: dict[str, dict[str, int | str]] = {}
        for key in sorted(self.entries):
            if kept := self.get(key, wall):
                addresses[key] = {"until": round(kept.until)} | (
                    {"title": kept.title} if kept.title is not None else {}
                )
        return json.dumps({"version": VERSION, "addresses": addresses}, ensure_ascii=False, indent=1) + "\n"


def read_cache(text: str) -> tuple[Cache, str | None]:
    """The cache that a file holds, and a sentence if it cannot be used; then everything is asked again."""
    try:
        data = json.loads(text)
        if not isinstance(data, Mapping) or data.get("version") != VERSION:
            return Cache(), "the cache is of another version"
        return Cache({str(key): _kept(value) for key, value in data["addresses"].items()}), None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Cache(), "the cache cannot be read"


def _kept(value: Mapping[str, object]) -> Kept:
    until, title = value["until"], value.get("title")
    if isinstance(until, bool) or not isinstance(until, int | float) or not math.isfinite(until):
        raise ValueError("not a time")
    if title is not None and not isinstance(title, str):
        raise ValueError("not a title")
    return Kept(float(until), title)
