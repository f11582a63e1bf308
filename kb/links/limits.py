"""How much a run may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one run, in seconds and bytes. `seconds` and `bytes` are for everything together, the others for one address."""

    timeout: float = 20.0
    """For one request, its body included: a server that sends a byte now and then does not hold the run."""
    tries: int = 3
    redirects: int = 10
    longest_wait: float = 60.0
    """Of what a server asks for with `Retry-After`, at most this is waited."""
    first_pause: float = 1.0
    """Before the second try, when the server names no time; doubled for each further one."""
    page_bytes: int = 4 * 1024 * 1024
    """Of one page whose fragments are looked for."""
    seconds: float = 1800.0
    bytes: int = 200 * 1024 * 1024


@dataclass(slots=True)
class Bytes:
    """What is left of the bytes of a run."""

    left: int

    def take(self, wanted: int) -> int:
        """Reserve up to `wanted` bytes; how many there were."""
        taken = max(min(wanted, self.left), 0)
        self.left -= taken
        return taken

    def give_back(self, unused: int) -> None:
        self.left += unused
