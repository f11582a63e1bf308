"""Renders `build/docs` with one of the two renderers, incrementally where that is exact."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from kb import __version__
from kb.errors import KbError

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

    Only changed pages are rendered again if the last run ended well with the same renderer, versions, configuration and
    theme: a stamp beside `work` says so, and is absent while a renderer runs. KbError if the renderer fails.
    """
    stamp = work.with_name(work.name + ".stamp")
    state = _state(renderer, config, docs)
    incremental = not clean and work.is_dir() and _read(stamp) == state
    stamp.unlink(missing_ok=True)
    if not incremental and work.exists():
        shutil.rmtree(work)
    if incremental:
        _prune(docs, work)
    warnings = _run(renderer, config, docs, work, incremental, progress)
    stamp.write_text(state, encoding="utf-8")
    return Rendered(tuple(warnings), incremental)


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
    parts = [__version__, renderer, config.read_text(encoding="utf-8"), str(docs)]
    parts += [
        f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2")
    ]
    return json.dumps({"state": hashlib.sha256("\0".join(parts).encode()).hexdigest()})


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _prune(docs: Path, work: Path) -> None:
    """Remove pages and files whose source is gone; what the theme brought stays."""
    for page in work.rglob("*.html"):
        relative = page.relative_to(work)
        sources = (docs / relative.with_suffix(".md"), docs / relative)
        if relative.as_posix() not in _OWN and not any(source.is_file() for source in sources):
            page.unlink()
    for folder in docs.iterdir():
        if folder.is_dir() and (work / folder.name).is_dir() and folder.name != "assets":
            for file in (work / folder.name).rglob("*"):
                source = docs / file.relative_to(work)
                if file.is_file() and file.suffix != ".html" and not source.is_file():
                    file.unlink()
