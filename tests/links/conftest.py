"""A web server on this machine that misbehaves as told, a clock that is never waited for, and guides to ask about."""

from __future__ import annotations

import asyncio
import random
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kb.links.address import Gate
from kb.links.cache import Cache
from kb.links.limits import Limits
from kb.links.run import Options, Outcome, check_links
from kb.links.services import Services
from kb.links.subjects import Notation, Place, Scheme, Subject
from kb.model.source import Source, Span

NOON = 1_750_000_000.0
"""The time that the clocks of these tests show when they start, in seconds since 1970."""

Act = Callable[["Handler"], None]


class Clock:
    """Time passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.passed

    def wall(self) -> float:
        return NOON + self.passed

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds
        await asyncio.sleep(0)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.serve(self)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.acts: dict[str, list[Act]] = {}
        self.asked: list[tuple[str, str, str]] = []
        """Method, path and `Host` of every request."""
        self.headers: list[dict[str, str]] = []
        self.callers: list[int] = []
        """The port that each request came from: the same for one connection."""
        self.over = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients of these tests go away in the middle."""

    def serve(self, handler: Handler) -> None:
        path = handler.path
        self.asked.append((handler.command, path, handler.headers.get("Host", "")))
        self.callers.append(handler.client_address[1])
        self.headers.append({name.lower(): value for name, value in handler.headers.items()})
        acts = self.acts.get(path) or self.acts.get(path.partition("?")[0]) or [answer(404)]
        # The last one stays.
        (acts.pop(0) if len(acts) > 1 else acts[0])(handler)


def answer(status: int, body: bytes = b"", **headers: str) -> Act:
    """An answer."""

    def act(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        if "Content-Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body)

    return act


def hang(handler: Handler) -> None:
    """Take the request and say nothing."""
    handler.close_connection = True
    handler.server.over.wait(5)


def drip(handler: Handler) -> None:
    """A page that comes letter by letter and never ends."""
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while handler.command != "HEAD" and not handler.server.over.wait(0.02):
        handler.wfile.write(b"<")
        handler.wfile.flush()


def reset(handler: Handler) -> None:
    """Break the connection off, without a word."""
    handler.close_connection = True
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def babble(handler: Handler) -> None:
    """Answer something that is not HTTP."""
    handler.close_connection = True
    handler.wfile.write(b"220 mail.test ESMTP\r\n")


def endless(handler: Handler) -> None:
    """A page without an end, as fast as it goes."""
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while handler.command != "HEAD" and not handler.server.over.is_set():
        handler.wfile.write(b"<p>" + b"x" * 65536)


ACTS: dict[str, Act] = {"hang": hang, "drip": drip, "reset": reset, "babble": babble, "endless": endless}


def act_of(told: Any, fill: Callable[[str], str]) -> Act:
    """What the server is told to do, as data.

    A status; a name of `ACTS`; `{to: address, status: 301}`; or `{status: 200, body: text, type: text/html, headers: {}}`,
    where `head` is the status that HEAD gets instead.
    """
    if isinstance(told, int):
        return answer(told)
    if isinstance(told, str):
        return ACTS[told]
    headers = {name: fill(value) for name, value in told.get("headers", {}).items()}
    if "to" in told:
        return answer(told.get("status", 301), Location=fill(told["to"]), **headers)
    if "type" in told or "body" in told:
        headers["Content-Type"] = told.get("type", "text/html; charset=utf-8")
    body = told.get("body", b"")
    plain = answer(told.get("status", 200), body.encode() if isinstance(body, str) else body, **headers)
    if "head" not in told:
        return plain
    return lambda handler: (answer(told["head"]) if handler.command == "HEAD" else plain)(handler)


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class World:
    """The server, the names that lead to it, and what was waited."""

    server: Server
    clock: Clock = field(default_factory=Clock)
    numbers: dict[str, Sequence[str]] = field(default_factory=dict)
    """What names stand for; any other stands for this machine, `gone.test` for nothing."""
    looked_up: list[str] = field(default_factory=list)
    closed: int = field(default_factory=free_port)
    cache: Cache = field(default_factory=Cache)

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    def url(self, path: str, host: str = "site.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def fill(self, text: str) -> str:
        """`{port}`, `{closed}` (a port where nobody listens) and `{at 5}` (five seconds after noon) in a text."""
        text = text.replace("{port}", str(self.port)).replace("{closed}", str(self.closed))
        return re.sub(r"\{at (-?\d+)\}", lambda match: formatdate(NOON + int(match[1]), usegmt=True), text)

    def serve(self, path: str, *acts: Any) -> str:
        """Do this when `path` is asked for, one act (see `act_of`) after the other; the last one stays."""
        self.server.acts[path] = [act_of(one, self.fill) for one in acts]
        return self.url(path)

    @property
    def methods(self) -> list[str]:
        return [method for method, _, _ in self.server.asked]

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _ in self.server.asked]

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        self.looked_up.append(host)
        if host == "gone.test":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if host == "busy.test":
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return self.numbers.get(host, ["127.0.0.1"])

    def gate(self) -> Gate:
        allowed = frozenset({("127.0.0.1", self.port), ("127.0.0.1", self.closed)})
        return Gate(self.resolve, allowed=allowed)

    @property
    def services(self) -> Services:
        return Services(
            handles=self.url("/handles/", "doi.test"),
            records=self.url("/records/", "doi.test"),
            arxiv=self.url("/arxiv", "arxiv.test"),
            witness=self.url("/witness", "witness.test"),
            intervals={},
        )

    def options(self, **changes: Any) -> Options:
        limits = {"timeout": 1.0, "tries": 2, **changes.pop("limits", {})}
        return replace(Options(services=self.services, limits=Limits(**limits)), **changes)

    def ask(self, *asked: Subject | str, **changes: Any) -> Outcome:
        """Ask for addresses, which may have fragments, or subjects."""
        made = [subjects(one) if isinstance(one, str) else one for one in asked]
        return check_links(
            made, self.options(**changes), self.cache, gate=self.gate(), clock=self.clock, chance=random.Random(7)
        )


def subjects(*written: str) -> Subject:
    """One address, used once in each of these ways: with several fragments, or several times."""
    places = []
    for one in written:
        source = Source("concepts/a/x.md", one)
        places.append(Place(source, Span(0, len(one)), one, Notation.MARKDOWN, one.partition("#")[2], owner="x"))
    return Subject(Scheme.URL, written[0].partition("#")[0], tuple(places))


@pytest.fixture
def world() -> Iterator[World]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    made = World(server)
    made.serve("/witness", 200)
    yield made
    server.over.set()
    server.shutdown()
    server.server_close()


VOCABULARY = """\
guide: {title: Ropes, url: "https://ropes.test/guide/", repository: "https://forge.test/ropes"}
kinds:
  knot: {label: Knot, plural: Knots, definition: A way to tie a rope.}
relations: {}
areas: {a: {label: A, definition: All knots.}}
statuses: {}
views: {}
"""


@pytest.fixture
def guide_of(tmp_path: Path) -> Callable[..., Path]:
    """Write a guide: texts of entries by name, front matter lines, and a bibliography."""

    def write(references: str = "", fields: str = "", root: str = "guide", **bodies: str) -> Path:
        concepts = tmp_path / root / "concepts"
        (concepts / "a").mkdir(parents=True, exist_ok=True)
        (concepts / "vocabulary.yml").write_text(VOCABULARY, encoding="utf-8")
        (concepts / "references.bib").write_text(references, encoding="utf-8")
        for name, body in bodies.items():
            front = f"---\ntitle: {name}\nkind: knot\nsummary: What {name} is.\n{fields}---\n"
            (concepts / "a" / f"{name}.md").write_text(front + body, encoding="utf-8")
        return tmp_path / root

    return write
