"""Servers are asked at a pace, by a clock that these tests turn."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import pytest

from kb.links.answer import Verdict
from kb.links.limits import Bytes
from kb.links.pace import OutOfTimeError, Pace


class Visits:
    """Who was there, when, and with whom."""

    def __init__(self, pace: Pace, clock: Any) -> None:
        self.pace = pace
        self.clock = clock
        self.starts: list[tuple[float, str]] = []
        self.inside: Counter[str] = Counter()
        self.most: Counter[str] = Counter()

    async def visit(self, host: str, stay: int = 3) -> None:
        async with self.pace.turn(host):
            self.starts.append((self.clock.now(), host))
            self.inside[host] += 1
            for name, count in (host, self.inside[host]), ("all", self.inside.total()):
                self.most[name] = max(self.most[name], count)
            for _ in range(stay):
                await asyncio.sleep(0)
            self.inside[host] -= 1


def visit(clock: Any, hosts: list[str], **settings: Any) -> Visits:
    async def run() -> Visits:
        visits = Visits(Pace(clock=clock, **settings), clock)
        await asyncio.gather(*(visits.visit(host) for host in hosts))
        return visits

    return asyncio.run(run())


def test_no_more_than_so_many_at_a_time(world: Any) -> None:
    visits = visit(world.clock, [f"{number}.test" for number in range(20)], concurrency=4, interval=0.0)
    assert visits.most["all"] == 4


def test_no_more_than_so_many_at_one_host(world: Any) -> None:
    visits = visit(world.clock, ["a.test"] * 9 + ["b.test"] * 9, per_host=3, interval=0.0)
    assert (visits.most["a.test"], visits.most["b.test"], visits.most["all"]) == (3, 3, 6)


def test_starts_at_one_host_are_apart_and_others_do_not_wait(world: Any) -> None:
    visits = visit(world.clock, ["a.test"] * 4 + ["b.test"], interval=2.0)
    assert [when for when, host in visits.starts if host == "a.test"] == [0, 2, 4, 6]
    assert "b.test" in [host for _, host in visits.starts]
    assert world.clock.slept == [2, 2, 2]


def test_a_host_can_want_more_time(world: Any) -> None:
    visits = visit(world.clock, ["slow.test"] * 3, interval=1.0, intervals={"slow.test": 5.0})
    assert [when for when, _ in visits.starts] == [0, 5, 10]


def test_a_rest_is_for_the_whole_host(world: Any) -> None:
    url, other = world.serve("/a", {"status": 429, "headers": {"Retry-After": "40"}}, 200), world.serve("/b", 200)
    outcome = world.ask(url, other, interval=1.0, per_host=1)
    assert all(answer.verdict is Verdict.FINE for answer in outcome.answers.values())
    assert world.clock.slept == pytest.approx([40, 1])


def test_nobody_waits_past_the_deadline(world: Any) -> None:
    async def run() -> None:
        pace = Pace(interval=10.0, clock=world.clock, deadline=15.0)
        for _ in range(2):
            async with pace.turn("a.test"):
                pass
        with pytest.raises(OutOfTimeError):
            async with pace.turn("a.test"):
                pass
        with pytest.raises(OutOfTimeError):
            await pace.wait(6.0)
        await pace.wait(5.0)

    asyncio.run(run())
    assert world.clock.slept == [10, 5]


def test_when_the_time_is_up_the_rest_is_not_asked(world: Any) -> None:
    urls = [world.serve(f"/{number}", 200) for number in range(6)]
    outcome = world.ask(*urls, interval=10.0, per_host=1, limits={"seconds": 25.0})
    assert [answer.verdict for answer in outcome.answers.values()].count(Verdict.FINE) == 3
    assert (outcome.asked, outcome.left_out, outcome.network) == (3, 3, True)


def test_a_wait_that_is_longer_than_the_time_left_is_not_begun(world: Any) -> None:
    url = world.serve("/a", {"status": 503, "headers": {"Retry-After": "50"}}, 200)
    outcome = world.ask(url, limits={"seconds": 30.0})
    assert outcome.answers[f"url:{url}"].verdict is Verdict.NOT_ASKED
    assert world.clock.slept == []


def test_bytes_are_reserved_and_given_back() -> None:
    allowance = Bytes(100)
    assert (allowance.take(60), allowance.take(60), allowance.take(60)) == (60, 40, 0)
    allowance.give_back(30)
    assert allowance.take(60) == 30
