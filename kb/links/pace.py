"""How fast servers are asked: a few requests at a time, a pause between two to one host, and a rest when it asks for one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from kb.links.clock import Clock, SystemClock


class OutOfTimeError(Exception):
    """The run's time ends before the host may be asked."""


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    start: asyncio.Lock = field(default_factory=asyncio.Lock)
    next: float = float("-inf")
    """When it may be asked again."""


@dataclass(slots=True)
class Pace:
    """Gives out turns.

    `concurrency` requests run at a time, `per_host` of them to one host, whose starts are at least `interval` seconds
    apart; `intervals` names hosts that want more time. Nobody waits past `deadline`, a moment of `clock.now()`.
    """

    concurrency: int = 16
    per_host: int = 2
    interval: float = 1.0
    intervals: Mapping[str, float] = field(default_factory=dict)
    clock: Clock = field(default_factory=SystemClock)
    deadline: float = float("inf")
    _hosts: dict[str, _Host] = field(default_factory=dict, repr=False)
    _all: asyncio.Semaphore | None = field(default=None, repr=False)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until `host` may be asked, and keep its place for as long as the block runs.

        OutOfTimeError if its turn comes past the deadline.
        """
        known = self._host(host)
        if self._all is None:
            self._all = asyncio.Semaphore(self.concurrency)
        async with known.places:
            async with known.start:
                while (wait := known.next - self.clock.now()) > 0:
                    await self.wait(wait)
                # A host that is waited for takes no place from the others: the common places come last.
                await self._all.acquire()
                known.next = max(known.next, self.clock.now() + self.intervals.get(host, self.interval))
            try:
                if self.clock.now() >= self.deadline:
                    raise OutOfTimeError
                yield
            finally:
                self._all.release()

    async def wait(self, seconds: float) -> None:
        """Sleep, unless that would last past the deadline: then OutOfTimeError, at once."""
        if self.clock.now() + seconds > self.deadline:
            raise OutOfTimeError
        await self.clock.sleep(seconds)

    def rest(self, host: str, seconds: float) -> None:
        """Ask `host` nothing for so long."""
        known = self._host(host)
        known.next = max(known.next, self.clock.now() + seconds)

    def _host(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(asyncio.Semaphore(self.per_host))
        return self._hosts[host]
