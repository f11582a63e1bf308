"""What stands for something still to be written. PRO002 speaks of it; every other check waits until it is written."""

from __future__ import annotations

import re

DOTS = re.compile(r"[\s\"']*(?:…|\.{3})[\s\"']*")


def is_blank(text: str) -> bool:
    """Whether a text is nothing but an ellipsis."""
    return DOTS.fullmatch(text) is not None
