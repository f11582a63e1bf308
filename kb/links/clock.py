"""Time, so that tests can make it pass."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """What this room knows of time, in seconds."""

    def now(self) -> float:
        """Time since some moment; never goes back."""

    def wall(self) -> float:
        """Time since 1970, as dates are told."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The time of this machine."""

    def now(self) -> float:
        return time.monotonic()

    def wall(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
