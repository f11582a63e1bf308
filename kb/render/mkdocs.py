"""MkDocs, called from here and nowhere else."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

from kb.errors import KbError

# Material prints an appeal about MkDocs 2 on every run unless told not to; it is no finding about the guide.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
_ABOUT_DIRTY = "A 'dirty' build"


def run_mkdocs(
    config: Path, docs: Path, work: Path, *, dirty: bool, progress: Callable[[str], None] | None
) -> list[str]:
    """Build, and return MkDocs' warnings. With `dirty`, pages not older than their source are left as they are."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from kb.render.ready_html import ReadyHtml

    listener = _Listener(progress)
    log = logging.getLogger("mkdocs")
    level, propagate = log.level, log.propagate
    log.addHandler(listener)
    log.setLevel(logging.DEBUG if progress else logging.INFO)
    log.propagate = False
    try:
        settings = load_config(str(config), docs_dir=str(docs), site_dir=str(work), strict=False)
        settings.markdown_extensions.append(ReadyHtml())
        if (docs / "404.md").is_file():
            # The theme's own is written on every run and would then be newer than ours, which `dirty` would leave out.
            settings.theme.static_templates.discard("404.html")
        build(settings, dirty=dirty)
    except MkDocsException as problem:
        raise KbError(f"MkDocs stopped: {problem}", f"look at {config.name}") from None
    except SystemExit as problem:
        raise KbError("MkDocs stopped: " + ("; ".join(listener.warnings) or str(problem))) from None
    finally:
        log.removeHandler(listener)
        log.setLevel(level)
        log.propagate = propagate
    return listener.warnings


class _Listener(logging.Handler):
    """Keeps warnings and passes on which page is being built."""

    def __init__(self, progress: Callable[[str], None] | None) -> None:
        super().__init__()
        self.warnings: list[str] = []
        self.progress = progress

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.levelno >= logging.WARNING and not message.startswith(_ABOUT_DIRTY):
            self.warnings.append(message)
        elif self.progress and message.startswith("Building page "):
            self.progress(message.removeprefix("Building page "))
