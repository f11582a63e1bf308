"""Asks the registries whether DOIs and arXiv ids exist, and what the works are called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from kb.links.address import RefusedError
from kb.links.answer import Answer, Verdict
from kb.links.ask import Asker
from kb.links.judge import told, unanswered
from kb.links.request import TroubleError
from kb.links.services import Services

BATCH = 99
"""arXiv ids in one question: with the one that is certainly there, a hundred."""

_RECORD = "application/vnd.citationstyles.csl+json"
_LONGEST_RECORD = 512 * 1024
_LONGEST_FEED = 8 * 1024 * 1024
_ATOM = "{http://www.w3.org/2005/Atom}"
_ID = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/abs/(.+?)(?:v\d+)?")
_VERSION = re.compile(r"v\d+$")


async def ask_doi(asker: Asker, services: Services, doi: str, *, titled: bool) -> Answer:
    """Whether a DOI is registered, and with `titled` what its record calls the work.

    Response codes of the handle service: 1 found, 100 not found, 200 found without a value of the type asked for.
    """
    named = quote(doi, safe="/")
    try:
        reply = await asker.ask(
            f"{services.handles}{named}?type=URL", want=_LONGEST_RECORD, headers={"Accept": "application/json"}
        )
    except (TroubleError, RefusedError) as problem:
        return _by("the DOI service", unanswered(problem, asker.limits.tries))
    record = _json(reply.body)
    code = record.get("responseCode")
    if code == 100 and reply.status in (200, 404):
        return Answer(Verdict.DEAD, "is not registered")
    if code == 200:
        return Answer(Verdict.UNVERIFIED, "is registered and leads nowhere")
    if code != 1 or not reply.fine:
        return Answer(Verdict.UNVERIFIED, f"cannot be looked up: the DOI service answers {told(reply.status)}")
    return Answer(Verdict.FINE, title=await _title(asker, f"{services.records}{named}") if titled else None)


async def _title(asker: Asker, url: str) -> str | None:
    """What the record at `url` calls the work: empty if there is no such record, None if nobody knows."""
    try:
        reply = await asker.ask(url, want=_LONGEST_RECORD, headers={"Accept": _RECORD})
    except (TroubleError, RefusedError):
        return None
    record = _json(reply.body) if reply.fine else {}
    title, subtitle = _text(record.get("title")), _text(record.get("subtitle"))
    return f"{title}: {subtitle}" if title and subtitle else title


def _text(value: Any) -> str:
    """A text of a record, which some registries wrap in a list."""
    if isinstance(value, list) and value:
        value = value[0]
    return " ".join(value.split()) if isinstance(value, str) else ""


def _json(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


async def ask_arxiv(asker: Asker, services: Services, ids: Sequence[str]) -> dict[str, Answer]:
    """Whether arXiv has these papers (at most `BATCH`), and their titles.

    Those that an answer lacks are asked for once more, together with a paper that is certainly there: an answer without
    that one says nothing.
    """
    first = await _feed(asker, services, ids)
    if isinstance(first, Answer):
        return dict.fromkeys(ids, first)
    answers = {id: Answer(Verdict.FINE, title=first[base(id)]) for id in ids if base(id) in first}
    absent = [id for id in ids if id not in answers]
    if not absent:
        return answers
    again = await _feed(asker, services, [*absent, services.arxiv_known])
    for id in absent:
        if isinstance(again, Answer):
            answers[id] = again
        elif base(id) in again:
            answers[id] = Answer(Verdict.FINE, title=again[base(id)])
        elif base(services.arxiv_known) in again:
            answers[id] = Answer(Verdict.DEAD, "is no paper that arXiv has")
        else:
            answers[id] = Answer(Verdict.UNVERIFIED, "cannot be looked up: arXiv's answer is incomplete")
    return answers


def base(id: str) -> str:
    """An arXiv id without its version."""
    return _VERSION.sub("", id).lower()


async def _feed(asker: Asker, services: Services, ids: Sequence[str]) -> dict[str, str] | Answer:
    """The titles of those papers that arXiv has, by id without version; an answer if that cannot be known."""
    url = f"{services.arxiv}?id_list={','.join(quote(id, safe='/') for id in ids)}&start=0&max_results={len(ids)}"
    try:
        reply = await asker.ask(url, want=_LONGEST_FEED, headers={"Accept": "application/atom+xml"})
    except (TroubleError, RefusedError) as problem:
        return _by("arXiv", unanswered(problem, asker.limits.tries))
    entries = _entries(reply.body) if not reply.cut else None
    if (reply.status == 400 or (entries is not None and "error" in entries)) and len(ids) > 1:
        # One id that arXiv cannot read spoils the answer for all: look for it by halves.
        middle = len(ids) // 2
        halves = [await _feed(asker, services, part) for part in (ids[:middle], ids[middle:])]
        read = [half for half in halves if isinstance(half, dict)]
        return {id: title for half in read for id, title in half.items()} if read else halves[0]
    if not reply.fine or entries is None or "error" in entries:
        return Answer(Verdict.UNVERIFIED, f"cannot be looked up: arXiv answers {told(reply.status)}")
    return entries


def _entries(body: bytes) -> dict[str, str] | None:
    """Titles by id from an Atom feed; `error` stands for an entry that reports one. None if it is no feed.

    Entities can make a small document fill the memory and read files, so a document that declares any is not parsed. The
    text is decoded first, for what is looked for could hide in another encoding.
    """
    try:
        text = body.decode("utf-8")
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            return None
        feed = ElementTree.fromstring(text)  # noqa: S314 (no declarations, and so no entities)
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError):
        return None
    if feed.tag != f"{_ATOM}feed":
        return None
    found: dict[str, str] = {}
    for entry in feed.iter(f"{_ATOM}entry"):
        name = (entry.findtext(f"{_ATOM}id") or "").strip()
        title = " ".join((entry.findtext(f"{_ATOM}title") or "").split())
        if "/api/errors" in name:
            found["error"] = title
        elif (match := _ID.fullmatch(name)) and title:
            found[match[1].lower()] = title
    return found


def _by(service: str, answer: Answer) -> Answer:
    """A service that gives no answer says nothing about what it was asked for."""
    verdict = Verdict.UNREACHED if answer.verdict in (Verdict.GONE, Verdict.UNREACHED) else Verdict.UNVERIFIED
    return Answer(verdict, f"cannot be looked up: {service} {answer.reason}")


def batches(ids: Iterable[str]) -> list[list[str]]:
    """The ids in parts of at most `BATCH`."""
    every = list(ids)
    return [every[at : at + BATCH] for at in range(0, len(every), BATCH)]
