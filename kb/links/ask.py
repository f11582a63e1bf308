"""Asks for an address until there is an answer worth something: HEAD then GET, again after a pause, along redirects.

What an answer means is not judged here.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kb.links.address import Address, RefusedError, join, parse
from kb.links.limits import Limits
from kb.links.pace import Pace
from kb.links.request import Door, Hop, Kind, Reply, TroubleError
from kb.links.retry import pause, retry_after, worth_a_retry

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})

_TRIED_AGAIN = frozenset({Kind.SLOW, Kind.NO_NAME, Kind.NO_SERVER, Kind.BROKEN})
# For the first byte a server need not look far, and often does not send more.
_LITTLE = {"Range": "bytes=0-1023"}


class NetworkDownError(Exception):
    """Nothing can be reached: asking on would only take time."""


@dataclass(slots=True)
class Network:
    """Whether there is one. A server that cannot be reached is gone only if others can.

    `witness` is an address that is there whenever the network is; it is asked only if nothing else has answered.
    """

    witness: str
    answered: bool = False
    down: bool = False
    asked: bool = False
    silent: set[str] = field(default_factory=set)
    """Hosts that could not be reached while nothing had answered."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    SUSPICIOUS = 6
    """So many silent hosts, and no answer from any other, and the witness is asked."""


@dataclass(slots=True)
class Asker:
    """Asks, within limits and at a pace."""

    door: Door
    pace: Pace
    network: Network
    limits: Limits
    chance: random.Random = field(default_factory=random.Random)

    async def ask(self, url: str, *, want: int = 0, headers: Mapping[str, str] | None = None) -> Reply:
        """The last answer there was, at the end of redirects.

        With `want`, up to so many bytes of the body are read; without, HEAD is asked first and no body is read. Raises
        RefusedError for an address that is not asked, TroubleError if there was no answer, NetworkDownError, and what a
        turn raises if the time is up.
        """
        address, _ = parse(url)
        method = "GET" if want else "HEAD"
        extra = dict(headers or {})
        failures = 0
        while True:
            answer = await self._try(method, address, want, extra)
            if isinstance(answer, Reply) and not worth_a_retry(answer.status):
                if answer.fine or (method == "GET" and answer.status != 416):
                    return answer
                if method == "GET" and "Range" not in extra:
                    return answer
                # Some servers know no HEAD or answer it with nonsense, and some no Range: what counts is a plain GET.
                extra = dict(headers or {}) if method == "GET" else self._for_get(headers, want)
                method = "GET"
                continue
            failures += 1
            if isinstance(answer, TroubleError) and answer.kind not in _TRIED_AGAIN:
                raise answer
            if failures >= self.limits.tries:
                if isinstance(answer, TroubleError):
                    raise answer
                return answer
            await self._rest(answer, failures)
            if method == "HEAD":
                method, extra = "GET", self._for_get(headers, want)

    async def network_is_there(self) -> bool:
        """Whether anything at all can be reached; asks the witness if nobody else has answered."""
        async with self.network.lock:
            if not self.network.answered and not self.network.asked:
                self.network.asked = True
                try:
                    # Once in a run, and not behind those who wait for the same host.
                    await self.door.send("HEAD", parse(self.network.witness)[0])
                    self.network.answered = True
                except (TroubleError, RefusedError):
                    if not self.network.answered:
                        self.network.down = True
                        self.pace.deadline = float("-inf")  # nobody waits for a turn any more
        return self.network.answered

    def _for_get(self, headers: Mapping[str, str] | None, want: int) -> dict[str, str]:
        return dict(headers or {}) if want else {**_LITTLE, **(headers or {})}

    async def _try(self, method: str, address: Address, want: int, headers: Mapping[str, str]) -> Reply | TroubleError:
        """One walk along the redirects."""
        try:
            return await self._walk(method, address, want, headers)
        except TroubleError as trouble:
            if method == "HEAD" and trouble.kind is Kind.LOST:
                # Servers that send HEAD astray are known; GET decides.
                return await self._try("GET", address, want, self._for_get(headers, want))
            return trouble

    async def _walk(self, method: str, address: Address, want: int, headers: Mapping[str, str]) -> Reply:
        seen = {str(address)}
        hops: list[Hop] = []
        while True:
            reply = await self._send(method, address, want, headers)
            location = reply.headers.get("location", "")
            if reply.status not in REDIRECTS or not location:
                return replace(reply, hops=tuple(hops))
            if len(hops) == self.limits.redirects:
                raise TroubleError(Kind.LOST, f"redirects more than {self.limits.redirects} times")
            try:
                address, fragment = join(address, location)
            except RefusedError as refused:
                raise RefusedError(f"it redirects to another address, and {refused.reason}") from None
            hops.append(Hop(reply.status, address, fragment))
            if str(address) in seen:
                raise TroubleError(Kind.LOST, "redirects in a circle")
            seen.add(str(address))

    async def _send(self, method: str, address: Address, want: int, headers: Mapping[str, str]) -> Reply:
        async with self.pace.turn(address.host):
            if self.network.down:
                raise NetworkDownError
            try:
                reply = await self.door.send(method, address, want=want, headers=headers)
            except TroubleError as trouble:
                if trouble.kind is Kind.UNTRUSTED:
                    self.network.answered = True
                elif not self.network.answered:
                    self.network.silent.add(address.host)
                raise
        self.network.answered = True
        return reply

    async def _rest(self, answer: Reply | TroubleError, failures: int) -> None:
        """Wait as long as the server asks for, else a while."""
        if isinstance(answer, TroubleError):
            if len(self.network.silent) >= self.network.SUSPICIOUS and not await self.network_is_there():
                raise NetworkDownError
            # A pause that grows is for servers under load; one that is not there is asked again, and soon.
            long = answer.kind is Kind.SLOW
            await self.pace.wait(pause(failures, self.limits.first_pause, self.chance) if long else self.pace.interval)
            return
        asked = retry_after(answer.headers.get("retry-after"), self.pace.clock.wall(), self.limits.longest_wait)
        if asked is None:
            await self.pace.wait(pause(failures, self.limits.first_pause, self.chance))
        else:
            # The whole host is left alone for so long, not this address only.
            self.pace.rest(answer.address.host, asked)
