"""`kb check`: validates everything, offline."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click

from kb.checks import Context, run_checks
from kb.cli import guide_root
from kb.cli.collector import uncollected
from kb.cli.color import colored
from kb.graph import Graph, build_graph
from kb.load.kept import Kept
from kb.model.guide import Guide
from kb.model.problem import Report, Severity

LEVELS = ("error", "warning", "info", "never")
FORMATS = ("human", "json", "github", "sarif")


def _codes(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """`--select REL,GRA001 --select ID` as three codes."""
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="human", show_default=True, help="How to print.")
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="error",
    show_default=True,
    help="Exit with 1 if anything at least this severe was found.",
)
@click.option("--select", multiple=True, callback=_codes, help="Only these codes, or codes that begin so: REL,GRA001.")
@click.option("--ignore", multiple=True, callback=_codes, help="Not these codes, or codes that begin so.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without changing what is meant.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend also where it takes a guess; look at the result.")
@click.option("--since", metavar="REV", help="Only what the git revision REV did not have, in whichever file it is.")
@click.option("--statistics", is_flag=True, help="Count what each check found instead of showing it.")
@click.pass_context
def command(
    ctx: click.Context,
    form: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    since: str | None,
    statistics: bool,
) -> None:
    """Validate the guide: fields, ids, links, the graph, sources.

    Each finding says where it is and how to mend it; `kb rule CODE` explains a code.
    """
    root = guide_root(ctx)
    start = time.perf_counter()
    ctx.with_resource(uncollected())

    parsed = Kept(root)
    news = None
    if since is not None:
        # Imported here because most runs compare with nothing.
        from kb.cli.since import News

        news = News(root, parsed, since, select=select, ignore=ignore)

    def look(overlay: dict[str, str] | None = None) -> tuple[Guide, Graph, Report]:
        if news:
            return news.look(overlay)
        guide = parsed.load(overlay=overlay)
        graph = build_graph(guide)
        return guide, graph, run_checks(Context(guide, graph), select=select, ignore=ignore)

    guide, graph, report = look()
    if fix or unsafe_fixes:
        # Imported here because most runs fix nothing.
        from kb.cli.mend import mend

        guide, graph, report = mend(root, (guide, graph, report), look, unsafe=unsafe_fixes)
    seconds = time.perf_counter() - start
    changed = news.changed(guide) if news else frozenset()
    click.echo(_text(form, report, guide, graph, seconds, statistics, changed), nl=False)
    if news:
        # On stdout only where people read: every other format is for programs.
        click.echo(news.told(), err=form != "human")
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        _write_summary(Path(summary), report, guide, graph, seconds, changed)
    if fail_on != "never" and report.worst >= Severity.named(fail_on):
        ctx.exit(1)


def _text(
    form: str,
    report: Report,
    guide: Guide,
    graph: Graph,
    seconds: float,
    statistics: bool,
    changed: frozenset[str],
) -> str:
    """The report in a format; each is imported only where it is asked for."""
    if form == "json":
        from kb.report.json import json_report

        return json_report(report, guide, graph, seconds)
    if form == "sarif":
        from kb.checks.rules import rules
        from kb.report.sarif import sarif_report

        return sarif_report(report, guide, rules(guide.config.severity))
    if form == "github":
        from kb.report.github import github_report

        return github_report(report, guide, graph, seconds, changed=changed, prefix=prefix(guide.root))
    from kb.report.human import counts, human_report

    color = colored(sys.stdout)
    if statistics:
        from kb.report.statistics import statistics_report

        return statistics_report(report) + counts(report, graph, seconds, color=color) + "\n"
    return human_report(report, guide, graph, seconds, color=color)


def prefix(root: Path) -> str:
    """Where the guide lies in the repository that GitHub has checked out."""
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or root).resolve()
    if root == workspace or not root.is_relative_to(workspace):
        return ""
    return root.relative_to(workspace).as_posix()


def _write_summary(
    path: Path, report: Report, guide: Guide, graph: Graph, seconds: float, changed: frozenset[str]
) -> None:
    """Append to the file that GitHub shows as the summary of the step. Not a file of the guide, so `kb.write` has no part."""
    from kb.report.github import github_summary

    with path.open("a", encoding="utf-8") as file:
        file.write(github_summary(report, guide, graph, seconds, changed=changed))
