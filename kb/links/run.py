"""One run: everything that is not in the cache is asked, within the budget, and what came of it is returned."""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kb.links.address import Gate, RefusedError, parse
from kb.links.anchors import HTML, looked_for, missing
from kb.links.answer import Answer, Verdict
from kb.links.ask import Asker, Network, NetworkDownError
from kb.links.cache import Cache
from kb.links.clock import Clock, SystemClock
from kb.links.identifiers import ask_arxiv, ask_doi, batches
from kb.links.judge import judge, unanswered
from kb.links.limits import Bytes, Limits
from kb.links.pace import OutOfTimeError, Pace
from kb.links.request import Door, Reply, TroubleError, open_client
from kb.links.services import Services
from kb.links.subjects import Scheme, Subject


@dataclass(frozen=True)
class Options:
    """How a run is done."""

    fragments: bool = False
    concurrency: int = 16
    per_host: int = 2
    interval: float = 1.0
    limits: Limits = field(default_factory=Limits)
    agent: str = "kb links"
    """What servers are told who asks."""
    services: Services = field(default_factory=Services)
    trusted: ssl.SSLContext | None = None
    """Certificates to trust instead of the usual ones."""


@dataclass(frozen=True)
class Outcome:
    """The answer for every subject, by key."""

    answers: Mapping[str, Answer]
    asked: int
    cached: int
    network: bool
    """False if nothing could be reached at all."""

    @property
    def left_out(self) -> int:
        """How many subjects were not asked, for want of time or of a network."""
        return sum(answer.verdict is Verdict.NOT_ASKED for answer in self.answers.values())


def check_links(
    subjects: Sequence[Subject],
    options: Options,
    cache: Cache,
    *,
    gate: Gate | None = None,
    clock: Clock | None = None,
    chance: random.Random | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Ask for all subjects. Successes are put into `cache`, and what is no success any more is taken out of it."""
    made = _Run(subjects, options, cache, gate or Gate(), clock or SystemClock(), chance or random.Random(), progress)  # noqa: S311 (pauses, no secrets)
    return asyncio.run(made.run())


_SILENT = frozenset({Verdict.GONE, Verdict.UNREACHED})


class _Run:
    def __init__(
        self,
        subjects: Sequence[Subject],
        options: Options,
        cache: Cache,
        gate: Gate,
        clock: Clock,
        chance: random.Random,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.subjects = subjects
        self.options = options
        self.cache = cache
        self.gate = gate
        self.clock = clock
        self.chance = chance
        self.progress = progress
        self.network = Network(options.services.witness)
        self.answers: dict[str, Answer] = {}

    async def run(self) -> Outcome:
        waiting = [subject for subject in self.subjects if not self._known(subject)]
        cached = len(self.subjects) - len(waiting)
        limits, services = self.options.limits, self.options.services
        pace = Pace(
            self.options.concurrency,
            self.options.per_host,
            self.options.interval,
            services.intervals,
            self.clock,
            self.clock.now() + limits.seconds,
        )
        async with open_client(self.options.agent, trusted=self.options.trusted) as client:
            door = Door(client, self.gate, Bytes(limits.bytes), limits.timeout)
            asker = Asker(door, pace, self.network, limits, self.chance)
            papers = {subject.value: subject for subject in waiting if subject.scheme is Scheme.ARXIV}
            self._advance()
            async with asyncio.TaskGroup() as tasks:
                for batch in batches(papers):
                    tasks.create_task(self._papers(asker, [papers[id] for id in batch]))
                for subject in waiting:
                    if subject.scheme is not Scheme.ARXIV:
                        tasks.create_task(self._one(asker, subject))
            if any(answer.verdict in _SILENT for answer in self.answers.values()):
                await asker.network_is_there()
        network = self._settle()
        asked = sum(self.answers[subject.key].verdict is not Verdict.NOT_ASKED for subject in waiting)
        return Outcome(self.answers, asked, cached, network)

    def _known(self, subject: Subject) -> bool:
        """Take the answer from the cache, if all of it is there."""
        wall = self.clock.wall()
        kept = self.cache.get(subject.key, wall)
        fragments = self._fragments(subject)
        if not kept or not all(self.cache.get(f"{subject.key}#{one}", wall) for one in fragments):
            return False
        if kept.title is None and _titled(subject):
            return False
        self.answers[subject.key] = Answer(Verdict.FINE, title=kept.title)
        return True

    def _fragments(self, subject: Subject) -> list[str]:
        return [one for one in subject.fragments if looked_for(one)] if self.options.fragments else []

    async def _one(self, asker: Asker, subject: Subject) -> None:
        try:
            if subject.scheme is Scheme.DOI:
                answer = await ask_doi(asker, self.options.services, subject.value, titled=_titled(subject))
            else:
                answer = await self._page(asker, subject)
        except (OutOfTimeError, NetworkDownError):
            answer = Answer(Verdict.NOT_ASKED)
        self._done(subject, answer)

    async def _papers(self, asker: Asker, subjects: list[Subject]) -> None:
        try:
            answers = await ask_arxiv(asker, self.options.services, [subject.value for subject in subjects])
        except (OutOfTimeError, NetworkDownError):
            answers = {}
        for subject in subjects:
            self._done(subject, answers.get(subject.value, Answer(Verdict.NOT_ASKED)))

    async def _page(self, asker: Asker, subject: Subject) -> Answer:
        fragments = self._fragments(subject)
        try:
            address, _ = parse(subject.value)
            reply = await asker.ask(subject.value, want=self.options.limits.page_bytes if fragments else 0)
        except (TroubleError, RefusedError) as problem:
            return unanswered(problem, self.options.limits.tries)
        answer = judge(address, reply)
        return _look(answer, reply, fragments) if fragments and answer.verdict is Verdict.FINE else answer

    def _done(self, subject: Subject, answer: Answer) -> None:
        self.answers[subject.key] = answer
        if answer.verdict is Verdict.FINE and not answer.moved:
            wall = self.clock.wall()
            self.cache.keep(subject.key, wall, self.chance, answer.title)
            for one in self._fragments(subject):
                if one not in answer.missing and one not in answer.unseen:
                    self.cache.keep(f"{subject.key}#{one}", wall, self.chance)
        elif answer.verdict is not Verdict.NOT_ASKED:
            self.cache.drop(subject.key)
        self._advance()

    def _settle(self) -> bool:
        """A server that is not there is dead if others are there. If none is, there is no network, and nobody knows."""
        there = self.network.answered
        for key, answer in self.answers.items():
            if answer.verdict in _SILENT and not there:
                self.answers[key] = Answer(Verdict.NOT_ASKED)
            elif answer.verdict is Verdict.GONE:
                self.answers[key] = replace(answer, verdict=Verdict.DEAD)
        return there or not self.network.asked

    def _advance(self) -> None:
        if self.progress:
            self.progress(len(self.answers), len(self.subjects))


def _titled(subject: Subject) -> bool:
    """Whether the title of the work is to be compared."""
    return (
        any(place.reference and place.reference.title for place in subject.places) and subject.scheme is not Scheme.URL
    )


def _look(answer: Answer, reply: Reply, fragments: list[str]) -> Answer:
    """Look for fragments on a page. One that a whole page does not have is missing; of a part of it nobody can tell."""
    if reply.content_type not in HTML:
        return answer  # what `#page=3` means in a PDF is for its reader to say
    absent, whole = missing(reply.body, reply.headers.get("content-type", ""), fragments)
    listed = tuple(one for one in fragments if one in absent)
    return replace(answer, missing=listed) if whole and not reply.cut else replace(answer, unseen=listed)
