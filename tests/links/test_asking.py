"""What a run makes of a server that misbehaves, case by case: see `asking.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.links.answer import Verdict

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "asking.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_asking(case: dict[str, Any], world: Any) -> None:
    world.numbers |= {
        "inside.test": ["192.168.1.1"],
        "mixed.test": ["127.0.0.1", "10.1.1.1"],
        "scoped.test": ["fe80::1%eth0"],
    }
    for path, acts in case.get("acts", {}).items():
        world.serve(path, *acts)
    url = world.fill(case["url"]) if "url" in case else world.url("/a")
    outcome = world.ask(url, interval=0.0)
    answer = outcome.answers[f"url:{url}"]
    assert answer.verdict.value == case["verdict"], answer.reason
    assert str(case.get("reason", "")) in answer.reason
    assert (answer.verdict is Verdict.FINE) == (answer.reason == "")
    asked = [f"{method} {path}" for method, path in zip(world.methods, world.paths, strict=True) if path != "/witness"]
    if "asked" in case:
        assert asked == case["asked"]
    if "slept" in case:
        assert len(world.clock.slept) == len(case["slept"])
        for seconds, expected in zip(world.clock.slept, case["slept"], strict=True):
            low, high = expected if isinstance(expected, list) else (expected, expected)
            assert low <= seconds <= high
    moved = case.get("moved")
    assert answer.moved == (moved and (world.url(moved) if moved.startswith("/") else world.fill(moved)))


def test_names_are_unique() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names)
