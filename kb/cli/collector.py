"""Python's collector of cyclic garbage, out of the way while a guide is read.

Reading makes some hundred objects for each entry and keeps them all. The collector would go through them again and again
to find nothing: at 8,500 entries it took as long as the reading itself.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Do not look for cyclic garbage for a while. Whatever nothing refers to is freed all the same."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def settled() -> Iterator[None]:
    """Look for cyclic garbage only among what is made from now on, not again among all that was read."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
