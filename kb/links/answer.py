"""What came of asking."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """How sure one can be that an address still leads somewhere."""

    FINE = "fine"
    DEAD = "dead"
    """The server, or the registry, says so."""
    GONE = "gone"
    """There is no server. Means dead only if other servers could be reached."""
    UNVERIFIED = "unverified"
    """Something answered, and it does not say whether a reader would get there."""
    UNREACHED = "unreached"
    """Nothing answered, for a reason that may pass."""
    NOT_ASKED = "not asked"
    """The time ran out, or there was no network."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome for one subject. `reason` goes on after its name: `answers 404 Not Found`."""

    verdict: Verdict
    reason: str = ""
    moved: str | None = None
    """Where a permanent redirect leads, without a fragment."""
    moved_fragment: str = ""
    """The fragment that the redirect itself names."""
    doubt: str | None = None
    """Why the new address should not be put in the place of the old one unseen."""
    missing: tuple[str, ...] = ()
    """Fragments that the page does not have."""
    unseen: tuple[str, ...] = ()
    """Fragments that could not be looked for."""
    title: str | None = None
    """Of an identifier, what its record calls the work, if that was asked."""
