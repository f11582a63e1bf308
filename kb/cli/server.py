"""A small web server for a built site that tells open pages when to reload."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

EVENTS = "/.kb/events"
_SCRIPT = b'<script>new EventSource("/.kb/events").onmessage=()=>location.reload()</script>'
_WAIT = 15.0
"""Seconds between signs of life on an idle stream, so that closed browsers are noticed."""


class SiteServer(ThreadingHTTPServer):
    """Serves one folder; pages get a line of script that listens for `reload`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], site: Path) -> None:
        self.site = site
        self.version = 0
        self.changed = threading.Condition()
        super().__init__(address, partial(_Handler, directory=str(site)))

    def reload(self) -> None:
        """Make every open page load again."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away mid-answer is no news."""


class _Handler(SimpleHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012  # the base class declares it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".json": "application/json",
        ".pagefind": "application/wasm",
    }

    def do_GET(self) -> None:
        if self.path == EVENTS:
            self._stream()
            return
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        if path.suffix == ".html" and path.is_file():
            self._page(path, 200)
        elif not path.exists() and (Path(self.directory) / "404.html").is_file() and not path.suffix.strip(".html"):
            self._page(Path(self.directory) / "404.html", 404)
        else:
            super().do_GET()

    def _page(self, path: Path, status: int) -> None:
        if not path.resolve().is_relative_to(Path(self.directory).resolve()):
            self.send_error(404)
            return
        body = path.read_bytes().replace(b"</body>", _SCRIPT + b"</body>", 1)
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        seen = self.server.version
        while True:
            with self.server.changed:
                changed = self.server.changed.wait_for(partial(self._newer, seen), timeout=_WAIT)
            self.wfile.write(b"data: reload\n\n" if changed else b": alive\n\n")
            self.wfile.flush()
            seen = self.server.version

    def _newer(self, seen: int) -> bool:
        return self.server.version != seen

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not worth a line each."""
