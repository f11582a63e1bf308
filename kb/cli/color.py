"""Whether what a command prints may have color."""

from __future__ import annotations

import os
from typing import TextIO


def colored(stream: TextIO | None) -> bool:
    """Only on a terminal, and unless the user wants none (https://no-color.org). A stream closed from the start is None."""
    return stream is not None and stream.isatty() and "NO_COLOR" not in os.environ
