"""What stands beside an edge or an entry in small print. The same few recur on many pages, and are made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from kb.pages.environment import environment

_NOTHING = Markup()


def cites(keys: Sequence[str], numbers: Mapping[str, int]) -> Markup:
    """Works, as the numbers they have in the page's bibliography."""
    return _cites(tuple((key, numbers.get(key, "?")) for key in keys)) if keys else _NOTHING


@lru_cache(maxsize=1 << 14)
def _cites(numbered: tuple[tuple[str, int | str], ...]) -> Markup:
    return _macro("cites", numbered)


@lru_cache(maxsize=1 << 14)
def named(works: tuple[tuple[str, str], ...]) -> Markup:
    """Works on a page without a bibliography: the words for each, and where it is listed, if it is."""
    return _macro("named", works) if works else _NOTHING


@lru_cache(maxsize=1 << 12)
def choices(chosen: tuple[tuple[str, str], ...]) -> Markup:
    """What was chosen for an edge: `(label, value)` of each."""
    return _macro("choices", chosen) if chosen else _NOTHING


@lru_cache(maxsize=1 << 12)
def texts(said: tuple[tuple[str, str], ...]) -> Markup:
    """What an edge says of itself besides its reason: `(label, text)` of each."""
    return _macro("texts", said) if said else _NOTHING


def _macro(name: str, shown: object) -> Markup:
    macros: Any = environment().get_template("macros.html").module
    return Markup(getattr(macros, name)(shown))  # noqa: S704 (a macro's output)
