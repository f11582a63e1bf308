"""Runs a command as a process of its own and says what it took."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Took:
    """Wall and processor time in seconds, the largest resident memory in MB (10^6 bytes), and what was printed.

    Processor time and memory cover the process and those it waited for; memory is that of the largest one.
    """

    seconds: float
    cpu: float
    megabytes: float
    output: str


class FailedError(Exception):
    """A command that was to be measured ended badly; the message holds the end of its output."""


def run(command: Sequence[str], folder: Path, *, times: int = 1, settings: Mapping[str, str] | None = None) -> Took:
    """Run `command` in `folder` and measure it; of several `times`, the quickest counts. FailedError if it fails.

    `settings` are added to the environment.
    """
    return min((_once(command, folder, settings or {}) for _ in range(times)), key=lambda took: took.seconds)


def _once(command: Sequence[str], folder: Path, settings: Mapping[str, str]) -> Took:
    with tempfile.TemporaryFile("w+b") as printed:
        environment = {**os.environ, **settings}
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=printed, stderr=subprocess.STDOUT, env=environment)
        # `wait4` instead of `wait`: it tells what this child used, and not what all children did.
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        output = printed.read().decode("utf-8", errors="replace")
    if process.returncode:
        raise FailedError(f"{' '.join(command)} ended with status {process.returncode}:\n{output[-2000:]}")
    unit = 1 if os.uname().sysname == "Darwin" else 1024
    return Took(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6, output)
