"""Fragments are looked for on request, on a page that is read once."""

from __future__ import annotations

from typing import Any

import pytest

from kb.links.anchors import missing
from kb.links.answer import Answer, Verdict

PAGE = """<!doctype html><html><head><title>Knots</title><script>var s = '<p id="script">'</script>
<!-- <p id="comment"> --></head><body id=top-of-it>
<h1 id="Bowline &amp; co">B</h1><a name="old-style">x</a><p name="not-a-link"><h2 id="über">Ü</h2>
<h2 id="user-content-reef">R</h2><p id='single'><svg ID="upper"></svg><p id="">"""


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("top-of-it", True),
        ("old-style", True),
        ("single", True),
        ("upper", True),
        ("Bowline%20&%20co", True),
        ("%C3%BCber", True),
        ("über", True),
        ("reef", True),
        ("", True),
        ("top", True),
        ("TOP", True),
        (":~:text=anything", True),
        ("single:~:text=anything", True),
        ("/a/route", True),
        ("!route", True),
        ("Single", False),
        ("not-a-link", False),
        ("script", False),
        ("comment", False),
        ("reefs", False),
        ("gone:~:text=Knots", False),
    ],
)
def test_what_a_fragment_leads_to(fragment: str, found: bool) -> None:
    absent, whole = missing(PAGE.encode(), "text/html; charset=utf-8", [fragment])
    assert absent == (set() if found else {fragment})
    assert whole


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "UTF-8", "windows-1252", "gbk"])
def test_a_page_is_read_in_its_own_characters(charset: str) -> None:
    name = "ü" if charset != "gbk" else "绳"
    page = f'<p id="{name}">'.encode(charset)
    assert missing(page, f'text/html; charset="{charset}"', [name]) == (set(), True)


@pytest.mark.parametrize("charset", ["nonsense", "base64", "rot13", "punycode"])
def test_a_page_that_lies_about_its_characters_is_read_all_the_same(charset: str) -> None:
    assert missing(b'<p id="x">\xff', f"text/html; charset={charset}", ["x"]) == (set(), True)


def test_a_tag_may_lie_across_the_pieces_that_are_read() -> None:
    page = "x" * (16 * 1024 - 8) + '<p class="long" id="here">'
    assert missing(page.encode(), "text/html", ["here"]) == (set(), True)


def look(world: Any, *written: str, **changes: Any) -> Answer:
    from kb.links.subjects import Notation, Place, Scheme, Subject
    from kb.model.source import Source, Span

    url = written[0].partition("#")[0]
    places = tuple(
        Place(Source("x.md", one), Span(0, len(one)), one, Notation.MARKDOWN, one.partition("#")[2]) for one in written
    )
    return world.ask(Subject(Scheme.URL, url, places), fragments=True, interval=0.0, **changes).answers[f"url:{url}"]


def test_a_page_is_fetched_once_for_all_its_fragments(world: Any) -> None:
    url = world.serve("/a", {"body": PAGE})
    answer = look(world, f"{url}#single", f"{url}#gone", f"{url}#old-style", url, f"{url}#lost", f"{url}#gone")
    assert answer.verdict is Verdict.FINE
    assert answer.missing == ("gone", "lost")
    assert world.methods == ["GET"]


def test_they_are_not_looked_for_unless_asked(world: Any) -> None:
    url = world.serve("/a", {"body": PAGE})
    assert world.ask(f"{url}#gone").answers[f"url:{url}"] == Answer(Verdict.FINE)
    assert world.methods == ["HEAD"]


def test_nothing_is_fetched_for_a_text_fragment(world: Any) -> None:
    url = world.serve("/a", {"body": PAGE})
    assert look(world, f"{url}#:~:text=nowhere") == Answer(Verdict.FINE)
    assert world.methods == ["HEAD"]


def test_a_page_behind_a_redirect_is_looked_at(world: Any) -> None:
    url = world.serve("/a", {"to": "/b", "status": 302})
    world.serve("/b", {"body": PAGE})
    assert look(world, f"{url}#single", f"{url}#gone").missing == ("gone",)


@pytest.mark.parametrize(
    ("act", "changes"),
    [
        ("drip", {}),
        ("endless", {}),
        ({"body": '<p id="other">' + "x" * 5000}, {"limits": {"page_bytes": 2000}}),
        ({"body": '<p id="other">' + "x" * 5000}, {"limits": {"bytes": 2000}}),
        ({"body": "short", "headers": {"Content-Length": "50", "Connection": "close"}}, {}),
        ({"body": "zipped, it says", "headers": {"Content-Encoding": "gzip"}}, {}),
        ({"body": "of a kind nobody knows", "headers": {"Content-Encoding": "br"}}, {}),
    ],
    ids=["slow", "huge", "longer than a page may be", "the budget is spent", "broken off", "not gzip", "brotli"],
)
def test_of_a_page_that_is_not_read_to_its_end_nobody_says_what_it_lacks(world: Any, act: Any, changes: Any) -> None:
    url = world.serve("/a", act)
    limits = {"page_bytes": 300_000, **changes.get("limits", {})}
    answer = look(world, f"{url}#gone", limits=limits)
    assert answer.verdict is Verdict.FINE
    assert (answer.missing, answer.unseen) == ((), ("gone",))


def test_what_the_part_that_was_read_has_is_there(world: Any) -> None:
    url = world.serve("/a", {"body": '<p id="early">' + "x" * 5000})
    answer = look(world, f"{url}#early", f"{url}#late", limits={"page_bytes": 2000})
    assert (answer.missing, answer.unseen) == ((), ("late",))


def test_a_zipped_page_is_unpacked_and_no_further_than_a_page_may_be_long(world: Any) -> None:
    import gzip

    zipped = gzip.compress(b'<p id="here">' + b"x" * 10_000_000)
    url = world.serve("/a", {"body": zipped, "headers": {"Content-Encoding": "gzip"}})
    answer = look(world, f"{url}#here", f"{url}#gone", limits={"page_bytes": 100_000})
    assert (answer.missing, answer.unseen) == ((), ("gone",))
    small = gzip.compress(b'<p id="here">')
    url = world.serve("/b", {"body": small, "headers": {"Content-Encoding": "gzip"}})
    assert look(world, f"{url}#here", f"{url}#gone").missing == ("gone",)


def test_what_is_no_page_has_no_places(world: Any) -> None:
    url = world.serve("/a.pdf", {"body": "%PDF-1.7", "type": "application/pdf"})
    assert look(world, f"{url}#page=3") == Answer(Verdict.FINE)


def test_a_page_that_is_gone_is_reported_as_such_and_not_its_fragments(world: Any) -> None:
    answer = look(world, world.url("/gone") + "#x")
    assert answer.verdict is Verdict.DEAD
    assert answer.missing == ()
