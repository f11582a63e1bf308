"""`kb serve`: build, serve, rebuild what changed, reload the browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import click
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from kb.cli import guide_root
from kb.cli.build import refusal, summary
from kb.cli.pipeline import Places, build_site, check_guide
from kb.cli.progress import Progress
from kb.errors import KbError

QUIET = 0.25
"""Seconds without a change before a rebuild starts: editors write a file in several steps."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes any free one."
)
@click.option("--renderer", type=click.Choice(("mkdocs", "zensical")), default="mkdocs", show_default=True)
@click.option("--no-watch", is_flag=True, help="Serve without watching for changes.")
@click.pass_context
def command(ctx: click.Context, host: str, port: int, renderer: str, no_watch: bool) -> None:
    """Build the guide, serve it, and rebuild and reload when a file changes."""
    # Imported here because only this command serves.
    from kb.cli.server import SiteServer

    root = guide_root(ctx).resolve()
    places = Places(root)
    try:
        server = SiteServer((host, port), places.site)
    except OSError as problem:
        raise KbError(f"cannot listen on {host}:{port}: {problem.strerror}", "choose another one with --port") from None
    with server:
        if not _rebuild(root, renderer) and not places.site.is_dir():
            ctx.exit(1)
        click.echo(f"Serving the guide on http://{host}:{server.server_address[1]} (stop with Ctrl+C)")
        watcher = None if no_watch else _watch(root, renderer, server.reload)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Stopped.")
        finally:
            if watcher:
                watcher.stop()


def _rebuild(root: Path, renderer: str, readable: Callable[[], None] | None = None) -> bool:
    """Build once; say what happened; whether a new site is in place. `readable` is called when new pages can be read."""
    progress = Progress()
    try:
        checked = check_guide(root, progress)
        if not checked.sound:
            click.echo(refusal(checked), nl=False, err=True)
            return False
        click.echo(summary(checked, build_site(checked, progress, renderer=renderer, readable=readable)))
    except KbError as problem:
        click.echo(f"error: {problem.message}" + (f"\nhelp: {problem.help}" if problem.help else ""), err=True)
        return False
    return True


class _Watcher:
    """Rebuilds after the last of a burst of changes."""

    def __init__(self, root: Path, renderer: str, done: Callable[[], None]) -> None:
        from watchdog.observers import Observer

        self._root, self._renderer, self._done = root, renderer, done
        self._changed = threading.Event()
        self._stopped = threading.Event()
        self._observer = Observer()
        self._observer.schedule(_Handler(self._changed), str(root / "concepts"), recursive=True)
        self._observer.start()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._changed.wait()
            while self._changed.is_set():
                self._changed.clear()
                time.sleep(QUIET)
            if self._stopped.is_set():
                return
            told = threading.Event()

            def readable(told: threading.Event = told) -> None:
                told.set()
                self._done()

            # The search is loaded when somebody opens it, so that pages need not be loaded again for its sake.
            if _rebuild(self._root, self._renderer, readable) and not told.is_set():
                self._done()

    def stop(self) -> None:
        self._stopped.set()
        self._changed.set()
        self._observer.stop()


class _Handler(FileSystemEventHandler):
    """What watchdog calls; reading a file is no change."""

    def __init__(self, changed: threading.Event) -> None:
        self._changed = changed

    def dispatch(self, event: FileSystemEvent) -> None:
        name = Path(str(event.src_path)).name
        if event.event_type in ("created", "modified", "moved", "deleted") and not name.startswith("."):
            self._changed.set()


def _watch(root: Path, renderer: str, done: Callable[[], None]) -> _Watcher:
    return _Watcher(root, renderer, done)
