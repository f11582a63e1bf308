"""From pydantic's errors to words, places and values that can still be used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from kb.model.concept import Path

_TYPES = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a list of fields",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
}


def path_of(error: ErrorDetails, data: Any) -> Path:
    """The part of an error's place that leads somewhere in `data`.

    pydantic puts the names of union members and `[key]` into `loc`; the data itself tells which steps are real. The last
    step of a missing field is kept.
    """
    loc = error["loc"]
    path: list[str | int] = []
    at = data
    for index, step in enumerate(loc):
        if _has(at, step):
            at = step_into(at, step)
        elif index == len(loc) - 1 and isinstance(at, Mapping) and error["type"] == "missing":
            pass
        else:
            continue
        path.append(step)
    return tuple(path)


def step_into(at: Any, step: str | int) -> Any:
    """The value one step below; None if there is none."""
    if isinstance(at, Mapping):
        return at.get(step)
    return at[step] if isinstance(at, list) and isinstance(step, int) and step < len(at) else None


def _has(at: Any, step: str | int) -> bool:
    """Whether there is a value one step below, be it an empty one: `is-a:` with nothing after it has a place too."""
    if isinstance(at, Mapping):
        return step in at
    return isinstance(at, list) and isinstance(step, int) and step < len(at)


def drop(data: Any, path: Path, *, missing: bool = False) -> None:
    """Take the value at `path` out of `data`; for a missing field, take out what lacks it."""
    if missing:
        path = path[:-1]
    if not path:
        if isinstance(data, dict):
            data.clear()
        return
    at: Any = data
    for step in path[:-1]:
        at = step_into(at, step)
        if at is None:
            return
    last = path[-1]
    if isinstance(at, dict):
        at.pop(last, None)
    elif isinstance(at, list) and isinstance(last, int) and last < len(at):
        del at[last]


def told(error: ErrorDetails, path: Path) -> tuple[str, str | None]:
    """What is wrong and how to mend it, in words for people who know neither pydantic nor Python."""
    name = _name(path)
    kind = error["type"]
    context = error.get("ctx", {})
    if kind == "extra_forbidden":
        return f"`{name}` is not a field here", None
    if kind == "missing":
        return f"`{name}` is missing", f"add `{name}:`"
    if kind in _TYPES:
        return f"`{name}` should be {_TYPES[kind]}", None
    if kind in ("string_too_short", "too_short"):
        return f"`{name}` is empty", "fill it in or remove it"
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        form = "a color like `#1f77b4`" if pattern.startswith("^#") else "lower-case words joined by hyphens"
        return f"`{error['input']}` does not have the right form for `{name}`", f"write {form}"
    if kind in ("literal_error", "enum"):
        return f"`{error['input']}` is not a value of `{name}`", f"one of: {context.get('expected', '')}".replace(
            "'", "`"
        )
    return f"`{name}`: {error['msg']}", None


def _name(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")
