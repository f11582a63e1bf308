"""`kb links`: asks whether external addresses, DOIs and arXiv ids still lead where they should."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb import __version__
from kb.cli import guide_root
from kb.cli.check import LEVELS
from kb.cli.color import colored
from kb.errors import KbError
from kb.model.guide import Guide
from kb.model.problem import Report, Severity

if TYPE_CHECKING:
    # At run time they are imported where they are used: httpx takes a fifth of a second to load, and `--help` needs none.
    from kb.graph import Graph
    from kb.links.address import Gate
    from kb.links.cache import Cache
    from kb.links.run import Options, Outcome

FORMATS = ("human", "json", "github", "markdown")
CACHE = "build/cache/links.json"
LARGEST_CACHE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for on the command line."""

    changed_since: str | None = None
    fragments: bool = False
    timeout: float = 20.0
    budget_seconds: float = 1800.0
    budget_megabytes: float = 200.0
    concurrency: int = 16
    no_cache: bool = False
    fix: bool = False
    form: str = "human"
    fail_on: str = "error"


_DEFAULT = Settings()
_POSITIVE = click.FloatRange(0, min_open=True)


@click.command()
@click.option("--changed-since", metavar="REF", help="Only what is used in entries or references changed since REF.")
@click.option("--fragments", is_flag=True, help="Look for `#fragments` on the pages too.")
@click.option("--timeout", type=_POSITIVE, default=_DEFAULT.timeout, show_default=True, help="Seconds for one request.")
@click.option(
    "--budget-seconds",
    type=_POSITIVE,
    default=_DEFAULT.budget_seconds,
    show_default=True,
    help="For everything together.",
)
@click.option(
    "--budget-megabytes",
    type=click.FloatRange(0),
    default=_DEFAULT.budget_megabytes,
    show_default=True,
    help="For all pages and records that are read.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, 256),
    default=_DEFAULT.concurrency,
    show_default=True,
    help="Requests at a time.",
)
@click.option("--no-cache", is_flag=True, help="Ask for everything, also for what was fine in the last two weeks.")
@click.option("--fix", is_flag=True, help="Write the new address of what has moved for good.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="human", show_default=True, help="How to print.")
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="error",
    show_default=True,
    help="Exit with 1 if anything certain and at least this severe was found.",
)
@click.pass_context
def command(ctx: click.Context, /, **settings: object) -> None:
    """Check external addresses, DOIs and arXiv ids. The only command that uses the network.

    What cannot be verified, and trouble with the network, never makes the exit code 1.
    """
    text, code = links(guide_root(ctx).resolve(), Settings(**settings))  # type: ignore[arg-type]  # click has checked them
    click.echo(text, nl=False)
    ctx.exit(code)


def links(
    root: Path, settings: Settings, *, gate: Gate | None = None, options: Options | None = None
) -> tuple[str, int]:
    """Ask, mend if wanted, and return the report and the exit code.

    `gate` decides which machines may be asked, `options` holds what the command line does not set; both have defaults.
    """
    from kb.checks.severity import LINKS
    from kb.cli.progress import Progress
    from kb.graph import build_graph
    from kb.links.cache import Cache
    from kb.links.collect import collect
    from kb.links.findings import fails, report
    from kb.links.run import check_links
    from kb.load import load_guide
    from kb.load.kept import load_kept

    start = time.perf_counter()
    guide = load_kept(root)
    before = _earlier(root, settings.changed_since) if settings.changed_since else None
    cache = Cache() if settings.no_cache else _read_cache(root)
    subjects = collect(guide, before)
    with Progress().step("Asking", "addresses", len(subjects)) as step:
        outcome = check_links(subjects, _options(options, settings, guide), cache, gate=gate, progress=step.update)
    if not settings.no_cache:
        _write_cache(root, cache)
    _tell(outcome)
    severities = {**LINKS, **guide.config.severity}

    def look(overlay: dict[str, str] | None = None) -> tuple[Guide, Graph, Report]:
        now = load_guide(root, overlay=overlay) if overlay else guide
        return now, build_graph(now), report(collect(now, before), outcome.answers, now, severities)

    found = look()
    if settings.fix:
        from kb.cli.mend import mend

        found = mend(root, found, look, unsafe=False)
    text = _text(settings.form, found, outcome, time.perf_counter() - start)
    failed = settings.fail_on != "never" and fails(found[2], Severity.named(settings.fail_on))
    return text, int(failed)


def _earlier(root: Path, revision: str) -> Guide:
    """The guide as it was."""
    from kb.load import load_guide
    from kb.load.revision import guide_at

    with guide_at(root, revision) as folder:
        return load_guide(folder)


def _options(given: Options | None, settings: Settings, guide: Guide) -> Options:
    from kb.links.run import Options

    base = given or Options()
    about = guide.vocabulary.guide.repository or guide.vocabulary.guide.url
    return replace(
        base,
        fragments=settings.fragments,
        concurrency=settings.concurrency,
        agent=f"kb/{__version__} (link check{f'; +{about}' if about else ''})",
        limits=replace(
            base.limits,
            timeout=settings.timeout,
            seconds=settings.budget_seconds,
            bytes=int(settings.budget_megabytes * 1_000_000),
        ),
    )


def _read_cache(root: Path) -> Cache:
    """The successes of former runs; none, and a note, if they cannot be read."""
    from kb.links.cache import Cache, read_cache

    path = root / CACHE
    if not path.exists():
        return Cache()
    try:
        if not path.resolve().is_relative_to(root) or path.stat().st_size > LARGEST_CACHE:
            raise OSError
        cache, note = read_cache(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        cache, note = Cache(), "the cache cannot be read"
    if note:
        _note(f"{CACHE}: {note}; everything is asked again")
    return cache


def _write_cache(root: Path, cache: Cache) -> None:
    from kb.write.tree import replace_file

    path = root / CACHE
    try:
        if not path.parent.resolve().is_relative_to(root):
            raise KbError("it lies outside the guide")
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, cache.text(time.time()).encode("utf-8"))
    except (KbError, OSError) as problem:
        # Only time is lost without it.
        _note(f"{CACHE} is not kept: {problem}")


def _tell(outcome: Outcome) -> None:
    """Say on standard error what was not asked, and why."""
    total = len(outcome.answers)
    if not outcome.network:
        _note(f"could not be reached: none of {total - outcome.cached} addresses answered; is there a network?")
    elif outcome.left_out:
        _note(
            f"the time ran out: {outcome.left_out} of {total} addresses were not asked; the next run has fewer to ask"
        )


def _note(text: str) -> None:
    click.echo(f"{click.style('note', fg='green', bold=True)}: {text}", err=True)


def _text(form: str, found: tuple[Guide, Graph, Report], outcome: Outcome, seconds: float) -> str:
    """The report in a format. As an issue it is empty without a network: what was known before is not taken back."""
    guide, graph, report = found
    if form == "json":
        from kb.report.json import json_report

        return json_report(report, guide, graph, seconds)
    if form == "github":
        from kb.cli.check import prefix
        from kb.report.github import github_report

        return github_report(report, guide, graph, seconds, prefix=prefix(guide.root))
    from kb.report.human import blocks, many, tally

    color = form == "human" and colored(sys.stdout)
    counted = (
        f"{many(len(outcome.answers), 'address', 'addresses')}, {outcome.cached:,} from the cache, {seconds:.2f} s: "
    )
    counted += tally(report, color=color) if outcome.network else "the network could not be reached"
    if form == "markdown":
        from kb.cli.rules import every_rule
        from kb.report.issue import issue_report

        return issue_report(report, guide, every_rule(guide.config.severity), counted) if outcome.network else ""
    return blocks(report, color=color) + counted + "\n"
