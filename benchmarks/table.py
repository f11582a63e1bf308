"""Prints what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.payload import Size
from benchmarks.process import Took

OURS = ("check", "compile", "write")
"""The phases of a build before the renderer starts: reading, checking, making pages and writing them."""
SAME_TREE = "MkDocs alone on the tree that kb wrote"
TEXTS = "MkDocs alone on the texts as plain Markdown"
FLOOR = "floor: read and parse"


def print_runs(runs: Mapping[str, Took], entries: int) -> None:
    """Seconds, processor seconds and memory of every process."""
    print(f"\n{entries:,} entries\n")
    print(f"{'process':46} {'seconds':>9} {'cpu':>9} {'MB':>8} {'ms/entry':>9}")
    for name, took in runs.items():
        each = "" if "repository" in name else f"{took.seconds / entries * 1000:9.2f}"
        print(f"{name:46} {took.seconds:9.2f} {took.cpu:9.2f} {took.megabytes:8.0f} {each:>9}")


def print_phases(phases: Mapping[str, Mapping[str, float]]) -> None:
    """Seconds of each phase of each build."""
    if not phases:
        return
    names = list(next(iter(phases.values())))
    print(f"\n{'phases, seconds':46} " + " ".join(f"{name:>9}" for name in names))
    for build, took in phases.items():
        print(f"{build:46} " + " ".join(f"{took.get(name, 0):9.2f}" for name in names))


def print_ratios(runs: Mapping[str, Took], phases: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Each ratio that has an aim, beside it; returns them by name."""
    found: dict[str, float] = {}
    print(f"\n{'ratio':64} {'found':>8} {'aim':>8}")

    def ratio(name: str, over: float | None, under: float | None, aim: float | None) -> None:
        if over is None or not under:
            return
        found[name] = over / under
        verdict = "" if aim is None else "ok" if found[name] <= aim else "MISSED"
        print(f"{name:64} {found[name]:8.3f} {'' if aim is None else f'{aim:.2f}':>8} {verdict}")

    seconds = {name: took.seconds for name, took in runs.items()}
    full, edit = phases.get("full build", {}), phases.get("build, one text changed", {})
    ours = sum(full.get(name, 0) for name in OURS) if full else None
    ratio("kb check / floor", seconds.get("kb check"), seconds.get(FLOOR), 4)
    ratio("kb check, read before / floor", seconds.get("kb check, read before"), seconds.get(FLOOR), None)
    ratio(f"what kb adds / {SAME_TREE}", ours, seconds.get(SAME_TREE), 0.25)
    ratio("what kb adds / MkDocs inside kb build, which is quicker", ours, full.get("render"), None)
    ratio("what kb adds / MkDocs alone on the texts as plain Markdown", ours, seconds.get(TEXTS), None)
    ratio(f"full build / {SAME_TREE}", seconds.get("full build"), seconds.get(SAME_TREE), None)
    without_index = sum(edit.values()) - edit.get("index", 0) if edit else None
    ratio("one text changed / full build", seconds.get("build, one text changed"), seconds.get("full build"), 0.1)
    ratio("the same without the search index in the first", without_index, seconds.get("full build"), 0.1)
    ratio("nothing changed / full build", seconds.get("build, nothing changed"), seconds.get("full build"), None)
    ratio(
        "full build / MkDocs alone on the texts as plain Markdown", seconds.get("full build"), seconds.get(TEXTS), None
    )
    ratio("search index / full build", full.get("index"), seconds.get("full build"), None)
    return found


def print_payloads(sizes: Sequence[Size]) -> None:
    """What a reader loads."""
    if sizes:
        print(f"\n{'what a reader loads, bytes':46} {'plain':>12} {'gzip':>12}")
    for size in sizes:
        print(f"{size.name:46} {size.plain:12,} {f'{size.packed:,}' if size.packed else '':>12}")
