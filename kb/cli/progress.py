"""Progress of long work: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Step:
    """One phase that is under way."""

    def __init__(self, bar: Any = None, task: Any = None) -> None:
        self._bar = bar
        self._task = task

    def update(self, done: int, total: int) -> None:
        """`done` of `total` are finished."""
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total)

    def advance(self, _: str = "") -> None:
        """One more is finished."""
        if self._bar is not None:
            self._bar.advance(self._task)


class Progress:
    """Shows the phases of one command on standard error."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._shown = not quiet and sys.stderr is not None and sys.stderr.isatty()

    @contextmanager
    def step(self, name: str, unit: str = "", total: int | None = None) -> Iterator[Step]:
        """A phase called `name`; with `unit` its count is shown."""
        if not self._shown:
            yield Step()
            return
        # Imported here: rich takes a while to load and nobody sees it in a pipe.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns: list[Any] = [SpinnerColumn(), TextColumn(f"{name:<10}"), BarColumn(), TimeElapsedColumn()]
        if unit:
            columns[3:3] = [MofNCompleteColumn(), TextColumn(unit)]
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            yield Step(bar, bar.add_task(name, total=total))
