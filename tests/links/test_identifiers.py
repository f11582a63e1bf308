"""DOIs are asked of the handle service, arXiv ids in batches, and what does not answer says nothing about them."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from kb.links.answer import Answer, Verdict
from kb.links.subjects import Notation, Place, Scheme, Subject
from kb.model.bibliography import Reference
from kb.model.source import Source, Span

KNOWN = "1706.03762"


def reference(title: str) -> Reference:
    return Reference("key", "misc", title, (), False, 2019, {}, Span(0, 0), Span(0, 0))


def doi(value: str, title: str = "") -> Subject:
    place = Place(
        Source("x.bib", value), Span(0, len(value)), f"doi:{value}", Notation.BIBTEX, reference=reference(title)
    )
    return Subject(Scheme.DOI, value, (place,))


def paper(value: str, title: str = "") -> Subject:
    place = Place(Source("x.bib", value), Span(0, 0), f"arxiv:{value}", Notation.BIBTEX, reference=reference(title))
    return Subject(Scheme.ARXIV, value, (place,))


def handle(code: int, status: int = 200) -> dict[str, Any]:
    return {
        "status": status,
        "type": "application/json",
        "body": json.dumps({"responseCode": code, "handle": "10.1/x"}),
    }


@pytest.mark.parametrize(
    ("act", "verdict", "reason"),
    [
        (handle(1), Verdict.FINE, ""),
        (handle(100, 404), Verdict.DEAD, "is not registered"),
        (handle(200), Verdict.UNVERIFIED, "leads nowhere"),
        (handle(2, 500), Verdict.UNVERIFIED, "the DOI service answers 500"),
        (handle(1, 403), Verdict.UNVERIFIED, "the DOI service answers 403"),
        (404, Verdict.UNVERIFIED, "the DOI service answers 404"),
        ({"body": "<html>Please log in to the hotel</html>"}, Verdict.UNVERIFIED, "the DOI service answers 200"),
        ({"status": 404, "body": "[" * 50_000}, Verdict.UNVERIFIED, "the DOI service answers 404"),
        ({"body": '["responseCode", 1]'}, Verdict.UNVERIFIED, "the DOI service answers 200"),
        ("reset", Verdict.UNREACHED, "cannot be looked up: the DOI service could not be reached"),
        ("drip", Verdict.UNVERIFIED, "the DOI service answers 200"),
    ],
    ids=[
        "found",
        "not found",
        "no address",
        "error",
        "forbidden",
        "a plain 404",
        "a captive portal",
        "nonsense",
        "a list",
        "reset",
        "slow",
    ],
)
def test_doi(world: Any, act: Any, verdict: Verdict, reason: str) -> None:
    world.serve("/handles/10.1000/abc", act)
    answer = world.ask(doi("10.1000/abc"), interval=0.0).answers["doi:10.1000/abc"]
    assert answer.verdict is verdict, answer
    assert reason in answer.reason


def test_a_doi_service_that_is_not_there_makes_no_doi_dead(world: Any) -> None:
    from dataclasses import replace

    services = replace(world.services, handles=f"http://doi.test:{world.closed}/")
    answer = world.ask(doi("10.1000/abc"), interval=0.0, services=services).answers["doi:10.1000/abc"]
    assert answer.verdict is Verdict.UNREACHED


@pytest.mark.parametrize(
    "value", ["10.1002/(sici)1099-1476(199706)<1::aid-x>3.0.co;2-g", "10.1000/a#b?c", "10.1000/a%20b", "10.1000/ä//b"]
)
def test_a_doi_is_asked_for_as_it_is(world: Any, value: str) -> None:
    world.ask(doi(value))
    assert unquote(urlsplit(world.paths[0]).path) == f"/handles/{value}"
    assert world.paths[0].endswith("?type=URL")


@pytest.mark.parametrize(
    ("record", "title"),
    [
        ({"title": "On Knots"}, "On Knots"),
        ({"title": ["On\n Knots"], "subtitle": ["A survey"]}, "On Knots: A survey"),
        ({"title": []}, ""),
        ({"title": None}, ""),
        ({"title": {"a": 1}}, ""),
        ([], ""),
    ],
)
def test_the_title_that_a_doi_is_registered_with(world: Any, record: Any, title: str) -> None:
    world.serve("/handles/10.1000/abc", handle(1))
    world.serve("/records/10.1000/abc", {"to": "/crossref", "status": 302})
    world.serve("/crossref", {"body": json.dumps(record), "type": "application/json"})
    answer = world.ask(doi("10.1000/abc", "On Ropes"), interval=0.0).answers["doi:10.1000/abc"]
    assert answer == Answer(Verdict.FINE, title=title)
    accepted = [
        headers["accept"] for headers, path in zip(world.server.headers, world.paths, strict=True) if "record" in path
    ]
    assert accepted == ["application/vnd.citationstyles.csl+json"]
    world.ask(doi("10.1000/abc", "On Ropes"), interval=0.0)
    assert len(world.paths) == 3, "record and registration are in the cache"


def test_a_record_that_cannot_be_had_is_no_fault_of_the_guide(world: Any) -> None:
    world.serve("/handles/10.1000/abc", handle(1))
    world.serve("/records/10.1000/abc", "reset")
    answer = world.ask(doi("10.1000/abc", "On Ropes"), interval=0.0).answers["doi:10.1000/abc"]
    assert answer == Answer(Verdict.FINE, title=None)


def feed(titles: dict[str, str], extra: str = "") -> str:
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/{id}v3</id><title>{title}</title></entry>" for id, title in titles.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{extra}{entries}</feed>'


class Archive:
    """An arXiv with these papers; `hidden` are left out of every second answer, and `unreadable` ids spoil one."""

    def __init__(
        self, world: Any, titles: dict[str, str], *, hidden: tuple[str, ...] = (), unreadable: tuple[str, ...] = ()
    ) -> None:
        self.world = world
        self.titles = {KNOWN: "Attention Is All You Need", **titles}
        self.hidden = hidden
        self.unreadable = unreadable
        world.server.acts["/arxiv"] = [self]

    @property
    def questions(self) -> list[list[str]]:
        paths = [path for path in self.world.paths if path.startswith("/arxiv")]
        return [parse_qs(urlsplit(path).query)["id_list"][0].split(",") for path in paths]

    def __call__(self, handler: Any) -> None:
        ids = parse_qs(urlsplit(handler.path).query)["id_list"][0].split(",")
        if set(ids) & set(self.unreadable):
            handler.send_response(400)
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        shown = {re.sub(r"v\d+$", "", id) for id in ids} - set(self.hidden if len(self.questions) % 2 else ())
        body = feed({id: title for id, title in self.titles.items() if id in shown}).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "application/atom+xml")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


def test_papers_are_asked_for_together(world: Any) -> None:
    titles = {f"1906.{number:05}": f"Paper {number}" for number in range(230)}
    archive = Archive(world, titles)
    outcome = world.ask(*[paper(id) for id in titles])
    assert {key: answer.title for key, answer in outcome.answers.items()} == {
        f"arxiv:{id}": title for id, title in titles.items()
    }
    assert [len(question) for question in archive.questions] == [99, 99, 32]
    assert all(
        f"max_results={len(question)}" in path for question, path in zip(archive.questions, world.paths, strict=True)
    )


def test_old_ids_and_versions(world: Any) -> None:
    archive = Archive(world, {"hep-th/9901001": "Strings", "1906.01820": "Risks"})
    outcome = world.ask(paper("hep-th/9901001"), paper("1906.01820v2"))
    assert [answer.title for answer in outcome.answers.values()] == ["Strings", "Risks"]
    assert archive.questions == [["hep-th/9901001", "1906.01820v2"]]


def test_a_paper_that_arxiv_does_not_have_is_dead_once_it_said_so_twice(world: Any) -> None:
    archive = Archive(world, {"1906.01820": "Risks"})
    outcome = world.ask(paper("1906.01820"), paper("1906.99999"))
    assert [answer.verdict for answer in outcome.answers.values()] == [Verdict.FINE, Verdict.DEAD]
    assert archive.questions == [["1906.01820", "1906.99999"], ["1906.99999", KNOWN]]


def test_a_paper_that_was_left_out_once_is_there(world: Any) -> None:
    Archive(world, {"1906.01820": "Risks", "1906.00002": "Two"}, hidden=("1906.00002",))
    outcome = world.ask(paper("1906.01820"), paper("1906.00002"))
    assert outcome.answers["arxiv:1906.00002"] == Answer(Verdict.FINE, title="Two")


def test_an_answer_that_lacks_what_is_certainly_there_says_nothing(world: Any) -> None:
    Archive(world, {}).titles.clear()
    answer = world.ask(paper("1906.99999")).answers["arxiv:1906.99999"]
    assert answer.verdict is Verdict.UNVERIFIED
    assert "incomplete" in answer.reason


def test_one_id_that_arxiv_cannot_read_does_not_spoil_the_others(world: Any) -> None:
    titles = {f"1906.{number:05}": f"Paper {number}" for number in range(8)}
    Archive(world, titles, unreadable=("1906.00005",))
    outcome = world.ask(*[paper(id) for id in titles], interval=0.0)
    verdicts = [answer.verdict for answer in outcome.answers.values()]
    assert verdicts == [Verdict.FINE] * 5 + [verdicts[5]] + [Verdict.FINE] * 2
    assert verdicts[5] is not Verdict.FINE


BOMB = '<!DOCTYPE f [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "act",
    [
        503,
        404,
        "reset",
        {"body": "<html><body>Log in</body></html>"},
        {"body": "<feed/>"},
        {"body": "<feed xmlns="},
        {"body": feed({"1906.01820": "Risks"}).replace("\n<feed", f"\n{BOMB}<feed").replace("Risks", "&b;")},
        {"body": feed({"1906.01820": "Risks"}).replace("UTF-8", "UTF-16").encode("utf-16")},
        {
            "body": feed(
                {"1906.01820": "Risks"}, "<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title></entry>"
            )
        },
        {"status": 400, "body": feed({})},
    ],
    ids=[
        "error",
        "not found",
        "reset",
        "a web page",
        "no feed",
        "torn",
        "entities",
        "another encoding",
        "an error entry",
        "bad request",
    ],
)
def test_what_arxiv_answers_wrongly_makes_no_paper_dead(world: Any, act: Any) -> None:
    world.serve("/arxiv", act)
    answer = world.ask(paper("1906.01820"), interval=0.0).answers["arxiv:1906.01820"]
    assert answer.verdict in (Verdict.UNVERIFIED, Verdict.UNREACHED)
    assert "cannot be looked up: arXiv" in answer.reason
