"""Which addresses may be asked, and of which machines."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.links.address import Address, Gate, RefusedError, ipv4, is_public, join, parse
from kb.links.limits import Bytes
from kb.links.request import Door, Kind, TroubleError, open_client

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1
192.0.2.1 192.168.255.255 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1 64:ff9b::a00:1
64:ff9b:1::1 100::1 2001:db8::1 2001::1 2002:7f00:1:: 2002:c0a8:1:: fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1
""".split()  # noqa: SIM905 (a list would be four times as long)

NUMBERS = st.integers(0, 2**32 - 1)


def _number(value: int, style: str) -> str:
    return {"dec": str(value), "oct": f"0{value:o}" if value else "0", "hex": f"0x{value:x}", "HEX": f"0X{value:X}"}[
        style
    ]


@given(NUMBERS, st.integers(1, 4), st.lists(st.sampled_from(["dec", "oct", "hex", "HEX"]), min_size=4, max_size=4))
def test_every_way_to_write_an_ipv4_address_is_read(value: int, labels: int, styles: list[str]) -> None:
    octets = value.to_bytes(4, "big")
    front = [_number(octets[at], styles[at]) for at in range(labels - 1)]
    host = ".".join([*front, _number(int.from_bytes(octets[labels - 1 :], "big"), styles[3])])
    address, _ = parse(f"http://{host}/")
    assert address.host == str(ipaddress.IPv4Address(value))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_ipv6_is_judged_as_what_it_is(number: ipaddress.IPv4Address) -> None:
    value = int(number)
    wraps = [0xFFFF << 32 | value, 0x64FF9B << 96 | value, 0x2002 << 112 | value << 80]
    for wrapped in map(ipaddress.IPv6Address, wraps):
        assert is_public(wrapped) <= is_public(number)


@given(st.text())
def test_whatever_is_written_is_an_address_or_refused(text: str) -> None:
    for written in (text, f"http://{text}", f"https://site.test/{text}"):
        try:
            address, _ = parse(written)
        except RefusedError:
            continue
        assert str(address).isascii()
        assert not set(str(address)) & set(' \t\r\n\\<>"')
        assert httpx.URL(scheme="http", host="1.1.1.1", raw_path=address.target.encode("ascii"))
        again, _ = parse(str(address))
        assert again == address, "an address that is parsed again is the same"


@given(st.text(alphabet="abc/.:?#@[]%\\ -01xX\u3002\uff0e", max_size=30))
@example("//[")
@example("//[::1")
@example("http://")
@example("/" + "a" * 100_000)
def test_a_redirect_leads_to_an_address_or_is_refused(location: str) -> None:
    base = Address("http", "site.test", 80, "/a")
    try:
        address, fragment = join(base, location)
    except RefusedError:
        return
    assert address.scheme in ("http", "https")
    assert "#" not in address.target
    assert isinstance(fragment, str)


@pytest.mark.parametrize(
    ("written", "read", "fragment"),
    [
        ("http://Site.TEST", "http://site.test/", ""),
        ("HTTPS://site.test:443/a#b", "https://site.test/a", "b"),
        ("http://site.test:80/a?b=c#d?e", "http://site.test/a?b=c", "d?e"),
        ("http://site.test:8080/", "http://site.test:8080/", ""),
        ("https://bücher.test/ä", "https://xn--bcher-kva.test/%C3%A4", ""),
        ("https://site.test/a%20b%2Fc", "https://site.test/a%20b%2Fc", ""),
        ("https://site.test/~me/(x)", "https://site.test/~me/(x)", ""),
        ("http://[2001:DB8::1]:8443/", "http://[2001:db8::1]:8443/", ""),
        ("http://2130706433/", "http://127.0.0.1/", ""),
        ("http://127。0。0。1/", "http://127.0.0.1/", ""),
        ("https://site.test?q", "https://site.test/?q", ""),
    ],
)
def test_addresses_that_may_be_asked(written: str, read: str, fragment: str) -> None:
    address, found = parse(written)
    assert (str(address), found) == (read, fragment)


@pytest.mark.parametrize(
    ("written", "malformed"),
    [
        ("ftp://site.test/", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("http://me@site.test/", False),
        ("http://site.test@127.0.0.1/", False),
        ("http://", True),
        ("http:///path", True),
        ("http://a b/", True),
        ("http://site.test\\@other.test/", True),
        ("http://site.test/\r\nHost: other.test", True),
        ("http://site.test:99999/", True),
        ("http://site.test:x/", True),
        ("http://[::1/", True),
        ("http://[fe80::1%25eth0]/", True),
        ("http://[2606::1%25]/", True),
        ("http://[v1.x]/", True),
        ("http://1.2.3.4.5/", True),
        ("http://256.1.1.1/", True),
        ("http://1.2.3.08/", True),
        ("http://0x1ffffffff/", True),
        ("http://a..b/", True),
        ("http://-a.test/", True),
        (f"http://{'a' * 64}.test/", True),
        (f"http://site.test/{'a' * 8000}", False),
    ],
)
def test_addresses_that_are_refused(written: str, malformed: bool) -> None:
    with pytest.raises(RefusedError) as refused:
        parse(written)
    assert refused.value.malformed == malformed


@pytest.mark.parametrize("host", ["site.test", "1.test", "0x.site.test", "a.1b", "x.0xg"])
def test_names_are_no_numbers(host: str) -> None:
    assert ipv4(host) is None


@pytest.mark.parametrize(
    "number",
    PRIVATE,
)
def test_machines_that_are_not_asked(number: str) -> None:
    assert not is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    "number",
    [
        "1.1.1.1",
        "93.184.216.34",
        "172.32.0.1",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
        "2606:4700::1111",
        "2002:101:101::",
    ],
)
def test_machines_that_are_asked(number: str) -> None:
    assert is_public(ipaddress.ip_address(number))


def gate_with(answers: Sequence[Sequence[str]], **more: Any) -> tuple[Gate, list[str]]:
    """A gate whose name server gives one answer after the other, and what it was asked."""
    asked: list[str] = []
    left = list(answers)

    async def resolver(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return left.pop(0)

    return Gate(resolver, **more), asked


def machines(gate: Gate, *urls: str) -> list[tuple[str, ...]]:
    async def ask() -> list[tuple[str, ...]]:
        return [await gate.machines(parse(url)[0]) for url in urls]

    return asyncio.run(ask())


def test_a_name_is_looked_up_once_so_that_a_second_answer_changes_nothing() -> None:
    gate, asked = gate_with([["1.1.1.1"], ["127.0.0.1"]])
    assert machines(gate, "http://site.test/", "http://site.test/b") == [("1.1.1.1",), ("1.1.1.1",)]
    assert asked == ["site.test"]


def test_ipv4_comes_first() -> None:
    gate, _ = gate_with([["2606:4700::1111", "1.1.1.1"]])
    assert machines(gate, "http://site.test/") == [("1.1.1.1", "2606:4700::1111")]


@pytest.mark.parametrize("answer", [["127.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["::ffff:10.0.0.1"], ["fe80::1%lo"]])
def test_a_name_for_a_private_machine_is_refused(answer: list[str]) -> None:
    gate, _ = gate_with([answer])
    with pytest.raises(RefusedError):
        machines(gate, "http://site.test/")


def test_only_the_machine_and_port_that_are_allowed_are() -> None:
    allowed = frozenset({("127.0.0.1", 4711)})
    assert machines(Gate(allowed=allowed), "http://127.0.0.1:4711/") == [("127.0.0.1",)]
    for url in ("http://127.0.0.1:80/", "http://127.0.0.2:4711/", "http://1.1.1.1:4711/", "http://127.0.0.1:4712/"):
        with pytest.raises(RefusedError):
            machines(Gate(allowed=allowed), url)


def test_the_connection_goes_to_the_number_that_was_checked(world: Any) -> None:
    """The name server would send a second look-up elsewhere; the server sees the name all the same."""
    answers = [["127.0.0.1"], ["10.0.0.7"]]

    async def resolver(host: str, port: int) -> Sequence[str]:
        return answers.pop(0)

    async def ask() -> None:
        gate = Gate(resolver, allowed=frozenset({("127.0.0.1", world.port)}))
        async with open_client("kb") as client:
            door = Door(client, gate, Bytes(0), 1.0)
            for _ in range(2):
                await door.send("GET", parse(world.url("/a", "rebound.test"))[0])

    asyncio.run(ask())
    assert [host for _, _, host in world.server.asked] == [f"rebound.test:{world.port}"] * 2
    assert len(answers) == 1


class _Quiet(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def secure() -> Any:
    """A TLS server for site.test on this machine, and the names that clients asked it for."""
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).parent / "site.test.pem")
    context.sni_callback = lambda socket, name, context: names.append(name)  # type: ignore[assignment]
    server = HTTPServer(("127.0.0.1", 0), _Quiet)
    server.handle_error = lambda request, address: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server.server_address[1], names
    server.shutdown()
    server.server_close()


def _send(port: int, host: str) -> int:
    async def resolver(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    async def ask() -> int:
        trusted = ssl.create_default_context(cafile=str(Path(__file__).parent / "site.test.pem"))
        gate = Gate(resolver, allowed=frozenset({("127.0.0.1", port)}))
        async with open_client("kb", trusted=trusted) as client:
            return (await Door(client, gate, Bytes(0), 2.0).send("HEAD", parse(f"https://{host}:{port}/")[0])).status

    return asyncio.run(ask())


def test_tls_is_made_for_the_name_though_the_connection_goes_to_a_number(secure: Any) -> None:
    port, names = secure
    assert _send(port, "site.test") == 200
    assert names == ["site.test"]


def test_a_certificate_for_another_name_is_not_trusted(secure: Any) -> None:
    port, _ = secure
    with pytest.raises(TroubleError) as trouble:
        _send(port, "other.test")
    assert trouble.value.kind is Kind.UNTRUSTED
    assert "other.test" in trouble.value.reason


def test_nothing_is_kept_between_requests(world: Any) -> None:
    """No cookie comes back, no connection is used twice, and the agent's name can smuggle no header."""
    world.serve("/a", {"status": 200, "headers": {"Set-Cookie": "id=1"}})

    async def ask() -> None:
        async with open_client("kb\r\nX-Evil: 1") as client:
            door = Door(client, world.gate(), Bytes(100), 1.0)
            for _ in range(2):
                await door.send("GET", parse(world.url("/a"))[0], want=10)

    asyncio.run(ask())
    assert all("cookie" not in headers and "x-evil" not in headers for headers in world.server.headers)
    assert len(set(world.server.callers)) == 2
    assert world.server.headers[0]["user-agent"] == "kbX-Evil: 1"
