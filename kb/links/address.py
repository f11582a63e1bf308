"""Web addresses that may be asked, and the machines behind them.

Addresses come from contributors, so one could point into the network that the check runs in. Only http and https on the
usual ports are asked; the name is resolved once, every machine it stands for must be on the public internet, and the
connection goes to the very number that was checked, so that a second answer of the name server changes nothing.

Sources: the URL Standard (https://url.spec.whatwg.org/#concept-ipv4-parser) for the ways to write an IPv4 address, the IANA
registries of special-purpose addresses as the module `ipaddress` knows them.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""The numbers that a name stands for; OSError if it stands for none."""

PORTS = frozenset({80, 443, 8080, 8443})
"""Where web servers listen; anything else is more likely a door somebody tries than a page."""

LONGEST = 8000
"""Characters of an address: what RFC 9110 (4.1) asks every server to take."""

_DEFAULT_PORT = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
_KEPT = "/%:@!$&'()*+,;=~-._"
_UNREADABLE = re.compile(r"[\x00-\x20\x7f]|\\")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class RefusedError(Exception):
    """This address is not asked. `malformed` means that no browser could open it either."""

    def __init__(self, reason: str, *, malformed: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.malformed = malformed


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in parts, without its fragment. `host` is lower-case ASCII, or a number without brackets."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, percent-encoded."""

    @property
    def authority(self) -> str:
        """Host and port as in a `Host` header."""
        return bracketed(self.host) + ("" if self.port == _DEFAULT_PORT[self.scheme] else f":{self.port}")

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def parse(text: str) -> tuple[Address, str]:
    """An address and its fragment, percent-encoded as written; RefusedError if it is not one that may be asked."""
    if len(text) > LONGEST:
        raise RefusedError(f"it has more than {LONGEST:,} characters")
    if _UNREADABLE.search(text):
        raise RefusedError("it contains a blank, a control character or a backslash", malformed=True)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as problem:
        raise RefusedError(f"it is malformed: {str(problem)[:1].lower()}{str(problem)[1:]}", malformed=True) from None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORT:
        raise RefusedError(f"only http and https are asked, not `{scheme}`")
    if "@" in parts.netloc:
        raise RefusedError("it contains a user name")
    host = _host(parts.hostname or "", in_brackets="[" in parts.netloc)
    query = f"?{quote(parts.query, safe=_KEPT + '?')}" if parts.query else ""
    target = (quote(parts.path, safe=_KEPT) or "/") + query
    return Address(scheme, host, _DEFAULT_PORT[scheme] if port is None else port, target), parts.fragment


def join(base: Address, location: str) -> tuple[Address, str]:
    """Where a `Location` header leads from `base`, and its fragment."""
    try:
        return parse(urljoin(str(base), location.strip().replace(" ", "%20")))
    except ValueError:
        raise RefusedError("it is malformed", malformed=True) from None


def bracketed(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def _host(written: str, *, in_brackets: bool) -> str:
    if not written:
        raise RefusedError("it names no host", malformed=True)
    if in_brackets:
        try:
            if "%" in written:
                raise ValueError("a zone means something on one machine only")
            return str(ipaddress.IPv6Address(written))
        except ValueError:
            raise RefusedError("its host is malformed", malformed=True) from None
    try:
        host = written.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise RefusedError("its host is malformed", malformed=True) from None
    if number := ipv4(host):
        return str(number)
    if not _HOST.fullmatch(host) or len(host) > 253:
        raise RefusedError("its host is malformed", malformed=True)
    return host


def ipv4(host: str) -> ipaddress.IPv4Address | None:
    """The IPv4 address that `host` writes in any of the forms browsers take: dotted, decimal, octal, hexadecimal, shortened.

    None if it is a name. RefusedError if it ends in a number and is no address.
    """
    labels = host.rstrip(".").split(".")
    last = labels[-1]
    if not (last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last)):
        return None
    numbers = [_number(label) for label in labels]
    *front, end = numbers
    if len(numbers) > 4 or None in numbers or any((one or 0) > 255 for one in front) or end is None:
        raise RefusedError("its host is malformed", malformed=True)
    if end >= 256 ** (5 - len(numbers)):
        raise RefusedError("its host is malformed", malformed=True)
    value = end
    for at, one in enumerate(front):
        value += (one or 0) * 256 ** (3 - at)
    return ipaddress.IPv4Address(value)


def _number(label: str) -> int | None:
    """A part of an IPv4 address: `0x7f`, `0177` or `127`."""
    try:
        if label.startswith("0x"):
            return int(label[2:] or "0", 16) if re.fullmatch(r"0x[0-9a-f]*", label) else None
        if not label.isdigit() or not label.isascii():
            return None
        return int(label, 8) if len(label) > 1 and label.startswith("0") else int(label)
    except ValueError:
        return None


def is_public(number: IP) -> bool:
    """Whether an IP address belongs to a machine on the public internet. Addresses that wrap another are judged by both."""
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped:
            return is_public(number.ipv4_mapped)
        inner = [number.sixtofour, *(number.teredo or ())]
        if number in _NAT64:
            inner.append(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
        if not all(is_public(one) for one in inner if one) or number.is_site_local:
            return False
        if number in _NAT64:
            return True
    return number.is_global and not (
        number.is_multicast
        or number.is_reserved
        or number.is_link_local
        or number.is_loopback
        or number.is_unspecified
        or number.is_private
    )


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """What the machine's own resolver says."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(slots=True)
class Gate:
    """Decides which machine an address may be asked of.

    `allowed` holds (IP address, port) pairs that may be asked although they are not public: for tests against a server on
    this machine. Nothing in the content of a guide reaches it.
    """

    resolver: Resolver = system_resolver
    ports: frozenset[int] = PORTS
    allowed: frozenset[tuple[str, int]] = frozenset()
    _known: dict[tuple[str, int], asyncio.Future[tuple[str, ...]]] = field(default_factory=dict, repr=False)

    async def machines(self, address: Address) -> tuple[str, ...]:
        """The IP addresses to connect to, IPv4 first. A name is looked up once in a run, and the answer kept.

        RefusedError if one of them is not public or the port is unusual; OSError if the name cannot be resolved.
        """
        if address.port not in self.ports and not any(address.port == port for _, port in self.allowed):
            raise RefusedError(f"port {address.port} is not asked")
        key = (address.host, address.port)
        if key not in self._known:
            self._known[key] = asyncio.ensure_future(self._look_up(*key))
        found = self._known[key]
        try:
            # Shielded: one asker who gives up must not take the answer from the others.
            return await asyncio.shield(found)
        except OSError:
            self._known.pop(key, None)
            raise

    async def _look_up(self, host: str, port: int) -> tuple[str, ...]:
        try:
            numbers: list[IP] = [ipaddress.ip_address(host)]
        except ValueError:
            answer = await self.resolver(host, port)
            try:
                numbers = [ipaddress.ip_address(one) for one in answer]
            except ValueError:
                raise RefusedError("its name stands for an address of one network only") from None
        for number in numbers:
            if (str(number), port) not in self.allowed and (port not in self.ports or not is_public(number)):
                raise RefusedError(f"it leads to {number}, which is not on the public internet")
        if not numbers:
            raise OSError("the name stands for no address")
        return tuple(str(number) for number in sorted(numbers, key=lambda number: number.version))
