"""What a guide's own `mkdocs.yml` brings into every page: itself, files of a theme, hooks, and which pages the menu leads to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads settings whose values are functions (`!!python/name:…`) or variables (`!ENV …`) as if they said nothing."""


_Loader.add_multi_constructor("", lambda *_: None)


def brought(config: Path, docs: Path) -> Iterator[str]:
    """One text for each thing that pages depend on besides their own source; equal texts, equal pages.

    A file that is named and not there, or settings that cannot be read, are the renderer's to complain about.
    """
    seen: set[Path] = set()
    at: Path | None = config
    while at is not None and at not in seen:
        seen.add(at)
        text = at.read_text(encoding="utf-8", errors="replace") if at.is_file() else ""
        yield text
        settings = _read(text)
        theme, hooks = settings.get("theme"), settings.get("hooks")
        if isinstance(theme, dict) and isinstance(folder := theme.get("custom_dir"), str):
            yield from _states(at.parent / folder)
        for hook in hooks if isinstance(hooks, list) else ():
            yield from _states(at.parent / str(hook))
        yield from (f"{page} {(docs / page).is_file()}" for page in _pages(settings.get("nav")))
        parent = settings.get("INHERIT")
        at = at.parent / parent if isinstance(parent, str) else None


def _read(text: str) -> dict[str, Any]:
    try:
        found = yaml.load(text, Loader=_Loader)  # noqa: S506 (makes plain values only)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _states(path: Path) -> Iterator[str]:
    """A file, or all below a folder, each with its size and time of change."""
    for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if one.is_file():
            found = one.stat()
            yield f"{one} {found.st_size} {found.st_mtime_ns}"


def _pages(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, (list, dict)):
        for one in nav.values() if isinstance(nav, dict) else nav:
            yield from _pages(one)
