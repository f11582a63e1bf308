"""The process `kb`: how it begins and how it ends. `python -m kb` and the console command `kb` are the same."""

from __future__ import annotations

import gc
import os
import sys

BRIEF = frozenset({"check", "diff", "path", "rule", "schema", "show", "stats"})
"""Commands that read, print and end, and leave no thread, process or open file behind."""


def run() -> None:
    """Run what the command line asks for and end the process."""
    brief = command_of(sys.argv[1:]) in BRIEF
    if brief:
        # Nearly everything that is made lives as long as the process, and there would be no garbage to find.
        gc.disable()
    # Imported here so that the collector is off by then.
    from kb.cli import main

    try:
        main()
    except SystemExit as end:
        if brief:
            _leave(end.code)
        raise


def command_of(arguments: list[str]) -> str | None:
    """The command that a command line asks for: its first word that is neither an option nor the folder of `--root`."""
    words = iter(arguments)
    for word in words:
        if word == "--root":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


def _leave(code: object) -> None:
    """End the process at once. Freeing some hundred thousand objects one by one takes as long as half of the checks.

    Returns if something is left to say or cannot be said, so that Python ends the process as always.
    """
    if code is not None and not isinstance(code, int):
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # full, closed by now, or closed from the start
        return
    os._exit(code or 0)


if __name__ == "__main__":
    run()
