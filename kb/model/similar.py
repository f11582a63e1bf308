"""Which known name somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def similar(name: str, known: Iterable[str], *, cutoff: float = 0.75) -> str | None:
    """The known name nearest to `name`, or None if none is near.

    Nearness is difflib's ratio (2·matches / total length) of the folded names; one that differs only in case, spaces,
    hyphens or underscores always counts.
    """
    candidates = list(known)
    folded = {_fold(candidate): candidate for candidate in reversed(candidates)}
    key = _fold(name)
    if not key:
        return None
    if key in folded:
        return folded[key]
    matches = get_close_matches(key, folded, n=1, cutoff=cutoff)
    return folded[matches[0]] if matches else None


def _fold(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
