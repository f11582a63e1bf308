"""Which known name somebody probably meant."""

from __future__ import annotations

from collections import Counter
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


class Nearest:
    """`similar` for many questions about one large set of names.

    Only the names that share most pairs of neighboring characters with the one asked about are compared. After `most`
    different questions, names that are merely near are no longer looked for: a guide with so many mistakes needs no more
    suggestions, and each costs some milliseconds.
    """

    def __init__(self, known: Iterable[str], *, most: int = 100, compared: int = 25) -> None:
        self._known = tuple(known)
        self._most = most
        self._compared = compared
        self._answers: dict[str, str | None] = {}
        self._folded: dict[str, str] = {}
        self._holders: dict[str, list[str]] = {}

    def to(self, name: str) -> str | None:
        """The known name nearest to `name`, or None if none is near."""
        if name not in self._answers:
            self._answers[name] = self._look(name)
        return self._answers[name]

    def _look(self, name: str) -> str | None:
        if not self._folded:
            for known in reversed(self._known):
                folded = _fold(known)
                self._folded[folded] = known
                for pair in _pairs(folded):
                    self._holders.setdefault(pair, []).append(known)
        key = _fold(name)
        if key in self._folded or len(self._answers) >= self._most:
            return self._folded.get(key) if key else None
        shared = Counter(known for pair in _pairs(key) for known in self._holders.get(pair, ()))
        return similar(name, [known for known, _ in shared.most_common(self._compared)])


def _pairs(folded: str) -> set[str]:
    return {folded[at : at + 2] for at in range(len(folded) - 1)}


def _fold(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
