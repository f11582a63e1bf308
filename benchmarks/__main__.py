"""Measures everything on a made-up guide, and prints each figure beside its aim.

    python -m benchmarks --entries 8500 [--json FILE] [--zensical] [--keep FOLDER]

Each figure is taken by a process of its own. Compare figures of one run only: another machine has other seconds.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.payload import payloads
from benchmarks.peer import write_peer
from benchmarks.process import FailedError, Took, run
from benchmarks.table import FLOOR, SAME_TREE, TEXTS, print_payloads, print_phases, print_ratios, print_runs

PYTHON = sys.executable
HERE = Path(__file__).resolve().parent.parent
SHORT = 3
"""How often what takes seconds is repeated; the quickest counts."""
OFTEN = 9
"""How often what takes less than a second is repeated."""
_EDIT = "\nOne more sentence stands at the end of this text.\n"


class Bench:
    """Takes the figures one after another; what fails is said and left out."""

    def __init__(self, folder: Path, entries: int, seed: int) -> None:
        self.folder = folder
        self.guide = folder / "guide"
        self.entries = entries
        self.seed = seed
        # A cache of its own: the first run finds nothing in it, and the user's is left alone.
        self.settings = {"XDG_CACHE_HOME": str(folder / "cache")}
        self.runs: dict[str, Took] = {}
        self.phases: dict[str, dict[str, float]] = {}

    def run(self, name: str, *command: str, times: int = 1, cached: bool = True) -> Took | None:
        """Measure a Python command under a name."""
        print(f"… {name}", file=sys.stderr, flush=True)
        settings = self.settings if cached else {**self.settings, "KB_NO_CACHE": "1"}
        try:
            self.runs[name] = run([PYTHON, *command], HERE, times=times, settings=settings)
        except FailedError as problem:
            print(f"  left out: {problem}", file=sys.stderr)
            return None
        return self.runs[name]

    def build(self, name: str) -> None:
        """Measure a build, with its phases."""
        if took := self.run(name, "-m", "benchmarks.build", str(self.guide)):
            self.phases[name] = json.loads(took.output.strip().splitlines()[-1])["phases"]

    def all(self, zensical: bool) -> None:
        """Take every figure."""
        guide = str(self.guide)
        self.run(
            "make the guide", "-m", "benchmarks.corpus", guide, "--entries", str(self.entries), "--seed", str(self.seed)
        )
        self.run(FLOOR, "-m", "benchmarks.floor", guide, times=SHORT)
        check = ("-m", "kb", "--root", guide, "check")
        self.run("kb check", *check, times=SHORT, cached=False)
        if (HERE / "concepts").is_dir():
            own = ("-m", "kb", "--root", str(HERE), "check", "--fail-on", "never")
            self.run("kb check, this repository's guide", *own, times=OFTEN, cached=False)
            self.run("kb check, this repository's guide, read before", *own, times=OFTEN)
        self.build("full build")
        self.run("kb check, read before", *check, times=SHORT)
        self.plain()
        self.build("build, nothing changed")
        edited = sorted((self.guide / "concepts").rglob("*.md"))[self.entries // 2]
        with edited.open("a", encoding="utf-8") as file:
            file.write(_EDIT)
        self.build("build, one text changed")
        text = edited.read_text(encoding="utf-8")
        edited.write_text(text.replace("\ntitle: ", "\ntitle: New ", 1), encoding="utf-8")
        self.build("build, one title changed")
        self.peers(zensical)

    def plain(self) -> None:
        """MkDocs without `kb` on the tree that `kb` wrote: the same pages, byte for byte."""
        settings = self.guide / "build" / "mkdocs.yml"
        tree = self.folder / "tree"
        shutil.copytree(self.guide / "build" / "docs", tree / "build" / "docs")
        shutil.copy(settings, tree / "mkdocs.yml")
        self.run(SAME_TREE, "-m", "mkdocs", "build", "-q", "-f", str(tree / "mkdocs.yml"))
        shutil.rmtree(tree)

    def peers(self, zensical: bool) -> None:
        """MkDocs without `kb` on the same texts, and Zensical on what `kb` wrote."""
        peer = self.folder / "peer"
        write_peer(self.guide, peer, self.guide / "build" / "mkdocs.yml")
        self.run(TEXTS, "-m", "mkdocs", "build", "-q", "-f", str(peer / "mkdocs.yml"))
        if zensical:
            second = ("-m", "kb", "--root", str(self.guide), "build", "--renderer", "zensical", "--clean")
            self.run("kb build with Zensical", *second)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--entries", type=int, default=8500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    parser.add_argument("--zensical", action="store_true", help="measure the second renderer as well")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="work here and leave everything behind")
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="kb-bench-"))
    try:
        bench = Bench(folder.resolve(), given.entries, given.seed)
        bench.all(given.zensical)
        sizes = payloads(bench.guide / "site")
        print_runs(bench.runs, given.entries)
        print_phases(bench.phases)
        ratios = print_ratios(bench.runs, bench.phases)
        print_payloads(sizes)
        if given.json:
            given.json.write_text(json.dumps(_data(bench, ratios, sizes), indent=2) + "\n", encoding="utf-8")
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _data(bench: Bench, ratios: dict[str, float], sizes: list[Any]) -> dict[str, Any]:
    return {
        "entries": bench.entries,
        "seed": bench.seed,
        "runs": {
            name: {"seconds": one.seconds, "cpu": one.cpu, "MB": one.megabytes} for name, one in bench.runs.items()
        },
        "phases": bench.phases,
        "ratios": ratios,
        "payloads": {size.name: {"bytes": size.plain, "gzip": size.packed} for size in sizes},
    }


if __name__ == "__main__":
    main()
