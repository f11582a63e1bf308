"""From a folder of entries to a finished site: the only place where the rooms meet.

load → graph → checks → pages, maps, export → write → render → index → publish
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kb.checks import Context, run_checks
from kb.cli.collector import settled, uncollected
from kb.cli.progress import Progress
from kb.errors import KbError
from kb.graph import Graph, build_graph
from kb.load.kept import load_kept
from kb.model.guide import Guide
from kb.model.problem import Report, Severity


@dataclass(frozen=True, slots=True)
class Places:
    """The folders a build uses, all below the guide's root."""

    root: Path

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def docs(self) -> Path:
        return self.build / "docs"

    @property
    def record(self) -> Path:
        """What the files in `docs` were made from."""
        return self.build / "docs.json"

    @property
    def work(self) -> Path:
        """Where the renderer writes; nobody reads there."""
        return self.build / "site"

    @property
    def spare(self) -> Path:
        return self.build / "site.next"

    @property
    def site(self) -> Path:
        return self.root / "site"


@dataclass(frozen=True)
class Checked:
    """A guide that was read and checked."""

    guide: Guide
    graph: Graph
    report: Report
    seconds: float

    @property
    def sound(self) -> bool:
        """Whether it can be built: no error."""
        return self.report.worst < Severity.ERROR


@dataclass(frozen=True)
class Built:
    """What a build did. `phases` gives seconds by name."""

    warnings: tuple[str, ...]
    written: int
    removed: int
    incremental: bool
    pages: int
    phases: Mapping[str, float] = field(default_factory=dict)


def check_guide(root: Path, progress: Progress) -> Checked:
    """Read and check everything."""
    start = time.perf_counter()
    with uncollected(), progress.step("Reading", "entries") as step:
        guide = load_kept(root, progress=step.update)
    with uncollected(), progress.step("Checking"):
        graph = build_graph(guide)
        report = run_checks(Context(guide, graph))
    return Checked(guide, graph, report, time.perf_counter() - start)


def build_site(
    checked: Checked,
    progress: Progress,
    *,
    renderer: str = "mkdocs",
    clean: bool = False,
    strict: bool = False,
    readable: Callable[[], None] | None = None,
) -> Built:
    """Compile, render, index and publish a sound guide.

    The published site changes only at the very end, in one step. With `strict`, a renderer's warning stops the build
    before that. With `readable`, pages that changed are published before the search knows them, and `readable` is called:
    indexing is most of a rebuild, and who is writing wants to see the page. KbError if a part cannot run or another build of
    the same guide is running.
    """
    places = Places(checked.guide.root)
    phases: dict[str, float] = {}
    with _alone(places), settled():
        with _timed(phases, "compile"), progress.step("Compiling"), uncollected():
            # Imported where used: each of these rooms costs a part of the half second that `kb check` may take.
            from kb.cli.compile import compile_guide
            from kb.write.record import Record, read_record, write_record

            record = Record() if clean else read_record(places.record)
            compiled = compile_guide(checked.guide, checked.graph, places.docs, record)
        with _timed(phases, "write"), progress.step("Writing"):
            from kb.write import publish, write_tree

            changes = write_tree(places.docs, compiled.files, compiled.kept)
            write_record(places.record, places.docs, compiled.groups)
            # What was written is not needed again, and the renderer needs the room.
            del compiled
            config = _config(checked.guide, places)
        with _timed(phases, "render"), progress.step("Rendering", "pages", len(checked.guide.by_id)) as step:
            from kb.render.site import render_site

            rendered = render_site(renderer, config, places.docs, places.work, clean=clean, progress=step.advance)
        if strict and rendered.warnings:
            return Built(rendered.warnings, len(changes.written), len(changes.removed), rendered.incremental, 0, phases)
        if readable and rendered.incremental and places.site.is_dir():
            publish(places.work, places.site, places.spare)
            readable()
        with _timed(phases, "index"), progress.step("Indexing"):
            pages = _index(checked.guide, places, fresh=not rendered.incremental)
        with _timed(phases, "publish"), progress.step("Publishing"):
            publish(places.work, places.site, places.spare)
    return Built(rendered.warnings, len(changes.written), len(changes.removed), rendered.incremental, pages, phases)


def _index(guide: Guide, places: Places, *, fresh: bool) -> int:
    """Index the pages, unless they are those that were indexed last. Returns how many are in the index.

    Pagefind reads every page again whatever has changed, so that this takes as long after one change as after many.
    """
    from kb.render.search import FOLDER, index_site
    from kb.write.tree import replace_file

    state = hashlib.sha256(places.record.read_bytes()).hexdigest()
    note = places.build / "index.json"
    if not fresh and (places.work / FOLDER).is_dir() and note.is_file():
        last = json.loads(note.read_bytes())
        if last["state"] == state:
            return int(last["pages"])
    note.unlink(missing_ok=True)
    pages = index_site(places.work, guide.vocabulary.guide.language)
    replace_file(note, json.dumps({"state": state, "pages": pages}).encode())
    return pages


def compile_files(checked: Checked) -> dict[str, str | bytes]:
    """Everything that goes into `build/docs`, by path."""
    # Imported here: Jinja and pyvis are slow to load and `kb check` needs neither.
    from kb.cli.compile import compile_guide
    from kb.write.record import Record

    return dict(compile_guide(checked.guide, checked.graph, Places(checked.guide.root).docs, Record()).files)


def _config(guide: Guide, places: Places) -> Path:
    """The guide's own `mkdocs.yml`, or one made for it."""
    own = places.root / "mkdocs.yml"
    if own.is_file():
        return own
    from kb.pages.site_config import site_config
    from kb.write.tree import replace_file

    made = places.build / "mkdocs.yml"
    text = site_config(guide).encode("utf-8")
    if not made.is_file() or made.read_bytes() != text:
        replace_file(made, text)
    return made


@contextmanager
def _timed(phases: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    phases[name] = time.perf_counter() - start


@contextmanager
def _alone(places: Places) -> Iterator[None]:
    """Keep a second build of the same guide from writing into the same folders."""
    places.build.mkdir(parents=True, exist_ok=True)
    with open(places.build / ".lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KbError("another build of this guide is running", "wait for it, or stop `kb serve`") from None
        yield
