"""Renders `build/docs` with one of the two renderers, incrementally where that is exact."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from kb import __version__
from kb.errors import KbError
from kb.render.brought import brought

RENDERERS = ("mkdocs", "zensical")
_OWN = ("404.html", "search.html", "sitemap.xml", "sitemap.xml.gz", "objects.inv")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a renderer said. `incremental`: only pages that changed were rendered."""

    warnings: tuple[str, ...]
    incremental: bool


def render_site(
    renderer: str,
    config: Path,
    docs: Path,
    work: Path,
    *,
    clean: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Rendered:
    """Render `docs` into `work` with the settings of the file `config`.

    Only changed pages are rendered again if the last run ended without a warning and with the same renderer, versions,
    configuration and theme: a stamp beside `work` says so, and is absent while a renderer runs. The renderer does not run at
    all if besides no file of `docs` has changed. KbError if the renderer fails.
    """
    stamp = work.with_name(work.name + ".stamp")
    state, sources = _state(renderer, config, docs), _sizes_and_times(docs)
    last = _read(stamp)
    incremental = not clean and work.is_dir() and last.get("state") == state
    if incremental:
        pages = _prune(sources, work)
        if last.get("sources") == _digest(sources) and pages.issuperset(map(_page_of, sources)):
            return Rendered((), True)
    stamp.unlink(missing_ok=True)
    if not incremental and work.exists():
        shutil.rmtree(work)
    warnings = tuple(_run(renderer, config, docs, work, incremental, progress))
    # A warning about a page is heard where the page is rendered: as long as there is any, everything is.
    if not warnings:
        stamp.write_text(json.dumps({"state": state, "sources": _digest(sources)}), encoding="utf-8")
    return Rendered(warnings, incremental)


def _run(
    renderer: str, config: Path, docs: Path, work: Path, incremental: bool, progress: Callable[[str], None] | None
) -> Iterable[str]:
    # Imported here: each renderer takes a good part of a second to load.
    if renderer == "mkdocs":
        from kb.render.mkdocs import run_mkdocs

        return run_mkdocs(config, docs, work, dirty=incremental, progress=progress)
    if renderer == "zensical":
        from kb.render.zensical import run_zensical

        return run_zensical(config, docs, work)
    raise KbError(f"unknown renderer `{renderer}`", f"renderers: {', '.join(RENDERERS)}")


def _state(renderer: str, config: Path, docs: Path) -> str:
    """Everything a page depends on besides its own source."""
    parts = [__version__, renderer, str(docs), *brought(config, docs)]
    parts += [
        f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2")
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _read(stamp: Path) -> Mapping[str, str]:
    try:
        return dict(json.loads(stamp.read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def _files(folder: Path) -> Iterator[str]:
    """The files below a folder, by path relative to it."""
    base = str(folder)
    for at, _, names in os.walk(base):
        prefix = f"{at}/"[len(base) + 1 :]
        for name in names:
            yield prefix + name


def _sizes_and_times(docs: Path) -> Mapping[str, tuple[int, int]]:
    found = {}
    for path in sorted(_files(docs)):
        state = os.stat(f"{docs}/{path}")
        found[path] = (state.st_size, state.st_mtime_ns)
    return found


def _digest(sources: Mapping[str, tuple[int, int]]) -> str:
    return hashlib.sha256(repr(sources).encode()).hexdigest()


def _page_of(source: str) -> str:
    """What a file of `docs` becomes."""
    return f"{source[:-3]}.html" if source.endswith(".md") else source


def _prune(sources: Collection[str], work: Path) -> set[str]:
    """Remove pages and files whose source is gone; what the theme brought stays. Returns what is left."""
    made = set(map(_page_of, sources))
    own = {folder for folder in (path.partition("/")[0] for path in sources if "/" in path) if folder != "assets"}
    left: set[str] = set()
    for path in _files(work):
        if path in made or path in _OWN or not (path.endswith(".html") or path.partition("/")[0] in own):
            left.add(path)
        else:
            os.unlink(f"{work}/{path}")
    return left
