"""One request to one machine. The only module that imports httpx."""

from __future__ import annotations

import asyncio
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from kb.links.address import Address, Gate
from kb.links.limits import Bytes

MACHINES = 3
"""Of the machines that one name stands for, so many are tried before it counts as unreachable."""


class Kind(Enum):
    """Why there is no answer."""

    SLOW = "slow"
    NO_NAME = "no name"
    NO_SERVER = "no server"
    BROKEN = "broken"
    UNTRUSTED = "untrusted"
    LOST = "lost"
    """In redirects."""


class TroubleError(Exception):
    """A request that brought no answer. `reason` goes on after `it`: `took too long`."""

    def __init__(self, kind: Kind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect: the status that sent on, and where to."""

    status: int
    to: Address
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered. Names of headers are lower-case. `body` holds what was wanted of it, decoded."""

    address: Address
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    cut: bool = False
    """The body is not whole: too long, too slow, or broken off."""
    hops: tuple[Hop, ...] = ()

    @property
    def fine(self) -> bool:
        return 200 <= self.status < 300

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@asynccontextmanager
async def open_client(agent: str, *, trusted: ssl.SSLContext | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client that keeps nothing between requests.

    No cookies, no environment: a proxy would look names up again, and hand out what was refused. No connection is used
    twice, since requests go to numbers and two hosts with one number must not share a connection made for one name.
    """
    headers = {
        "User-Agent": "".join(char for char in agent if " " <= char <= "~"),
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language": "en",
        "Accept-Encoding": "identity",
    }
    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    async with httpx.AsyncClient(
        headers=headers,
        cookies=no_cookies,
        verify=trusted or True,
        trust_env=False,
        follow_redirects=False,
        timeout=None,  # noqa: S113 (the whole request has a time limit, which a slow drip cannot reset)
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
    ) as client:
        yield client


@dataclass(slots=True)
class Door:
    """Sends requests, each to a machine that the gate has let through."""

    client: httpx.AsyncClient
    gate: Gate
    allowance: Bytes
    timeout: float

    async def send(
        self, method: str, address: Address, *, want: int = 0, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Ask, and read up to `want` bytes of the body. RefusedError or TroubleError if there is no answer.

        All of it together takes at most `timeout` seconds; a body that is not there by then is cut.
        """
        end = asyncio.get_running_loop().time() + self.timeout
        try:
            async with asyncio.timeout_at(end):
                response = await self._open(method, address, headers or {})
        except TimeoutError:
            raise TroubleError(Kind.SLOW, f"did not answer within {self.timeout:g} s") from None
        except httpx.HTTPError as problem:
            raise _told(problem) from None
        try:
            found = {name.lower(): value for name, value in response.headers.items()}
            body, cut = b"", False
            if want and method != "HEAD":
                body, cut = await self._read(response, want, end)
                body, cut = _decoded(body, found.get("content-encoding", "").strip().lower(), want, cut)
            return Reply(address, response.status_code, found, body, cut)
        finally:
            await response.aclose()

    async def _open(self, method: str, address: Address, headers: Mapping[str, str]) -> httpx.Response:
        """The beginning of an answer, from the first machine that can be connected to."""
        failed: httpx.ConnectError | None = None
        for machine in (await self._machines(address))[:MACHINES]:
            # The URL holds the number that was checked; the name stands in `Host`, and in TLS, where the certificate is
            # compared with it.
            request = self.client.build_request(
                method,
                httpx.URL(
                    scheme=address.scheme, host=machine, port=address.port, raw_path=address.target.encode("ascii")
                ),
                headers={"Host": address.authority, **headers},
                extensions={"sni_hostname": address.host.rstrip(".")},
            )
            try:
                return await self.client.send(request, stream=True)
            except httpx.ConnectError as problem:
                failed = failed or problem
        raise failed or TroubleError(Kind.BROKEN, "could not be connected to")

    async def _machines(self, address: Address) -> tuple[str, ...]:
        try:
            return await self.gate.machines(address)
        except socket.gaierror as problem:
            if problem.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
                raise TroubleError(Kind.NO_NAME, f"has a host that does not exist, `{address.host}`") from None
            raise TroubleError(Kind.BROKEN, f"has a host that could not be looked up, `{address.host}`") from None
        except OSError:
            raise TroubleError(Kind.BROKEN, f"has a host that could not be looked up, `{address.host}`") from None

    async def _read(self, response: httpx.Response, want: int, end: float) -> tuple[bytes, bool]:
        """The first `want` bytes of a body, and whether it is cut. What came before it broke off counts."""
        room = self.allowance.take(want)
        parts: list[bytes] = []
        size = 0
        cut = False
        try:
            async with asyncio.timeout_at(end):
                async for part in response.aiter_raw():
                    parts.append(part[: room - size])
                    size += len(parts[-1])
                    if len(parts[-1]) < len(part):
                        cut = True
                        break
        except (httpx.HTTPError, TimeoutError):
            cut = True
        finally:
            self.allowance.give_back(room - size)
        return b"".join(parts), cut


def _decoded(body: bytes, encoding: str, want: int, cut: bool) -> tuple[bytes, bool]:
    """A body that came compressed although none was asked for; never more than `want` bytes, however small it was packed."""
    if encoding in ("", "identity") or not body:
        return body, cut
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return b"", True
    unpacker = zlib.decompressobj(wbits=47)
    try:
        made = unpacker.decompress(body, want)
    except zlib.error:
        return b"", True
    return made, cut or bool(unpacker.unconsumed_tail) or not unpacker.eof


def _told(problem: httpx.HTTPError) -> TroubleError:
    """A failure of httpx in words."""
    for cause in _causes(problem):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return TroubleError(Kind.UNTRUSTED, f"has a certificate that cannot be trusted: {cause.verify_message}")
        if isinstance(cause, ssl.SSLError):
            return TroubleError(Kind.UNTRUSTED, "could not agree on a secure connection")
        if isinstance(cause, ConnectionRefusedError):
            return TroubleError(Kind.NO_SERVER, "refused the connection")
    if isinstance(problem, httpx.TimeoutException):
        return TroubleError(Kind.SLOW, "took too long")
    if isinstance(problem, httpx.ConnectError):
        return TroubleError(Kind.BROKEN, "could not be connected to")
    if isinstance(problem, httpx.RemoteProtocolError):
        return TroubleError(Kind.BROKEN, "did not answer as HTTP has it")
    return TroubleError(Kind.BROKEN, "broke the connection off")


def _causes(problem: BaseException) -> Iterator[BaseException]:
    """An exception and what led to it, groups opened."""
    at: BaseException | None = problem
    while at is not None:
        yield at
        if isinstance(at, BaseExceptionGroup):
            for one in at.exceptions:
                yield from _causes(one)
        at = at.__cause__ or at.__context__
