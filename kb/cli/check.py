"""`kb check`: validates everything, offline."""

from __future__ import annotations

import sys
import time

import click

from kb.checks import Context, run_checks
from kb.cli import guide_root
from kb.graph import Graph, build_graph
from kb.load import load_guide
from kb.model.guide import Guide
from kb.model.problem import Report, Severity

LEVELS = ("error", "warning", "info", "never")


def _codes(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """`--select REL,GRA001 --select ID` as three codes."""
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["human", "json", "github", "sarif"]), default="human", show_default=True,
    help="How to print what was found.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(LEVELS), default="error", show_default=True,
    help="Exit with 1 if anything at least this severe was found.",
)  # fmt: skip
@click.option("--select", multiple=True, callback=_codes, help="Only these codes, or codes that begin so: REL,GRA001.")
@click.option("--ignore", multiple=True, callback=_codes, help="Not these codes, or codes that begin so.")
@click.pass_context
def command(ctx: click.Context, form: str, fail_on: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
    """Validate the guide: fields, ids, links, the graph, sources.

    Each finding says where it is and how to mend it; `kb rule CODE` explains a code.
    """
    root = guide_root(ctx)
    start = time.perf_counter()
    guide = load_guide(root)
    graph = build_graph(guide)
    report = run_checks(Context(guide, graph), select=select, ignore=ignore)
    seconds = time.perf_counter() - start
    click.echo(_text(form, report, guide, graph, seconds), nl=False)
    if fail_on != "never" and report.worst >= Severity.named(fail_on):
        ctx.exit(1)


def _text(form: str, report: Report, guide: Guide, graph: Graph, seconds: float) -> str:
    """The report in a format; each is imported only where it is asked for."""
    if form == "json":
        from kb.report.json import json_report

        return json_report(report, guide, graph, seconds)
    from kb.report.human import human_report

    return human_report(report, guide, graph, seconds, color=sys.stdout.isatty())
