"""`kb diff BASE [HEAD]`: what a branch does to the graph."""

from __future__ import annotations

import sys

import click

from kb.cli import guide_root
from kb.cli.color import colored
from kb.cli.state import guide_of, state_of
from kb.diff import compare
from kb.diff.report import human, markdown, to_json
from kb.load.kept import Kept
from kb.model.problem import Severity

LEVELS = ("error", "warning", "info", "never")


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@click.option("--format", "form", type=click.Choice(["human", "markdown", "json"]), default="human", show_default=True)
@click.option(
    "--fail-on", type=click.Choice(LEVELS), default="error", show_default=True,
    help="Exit with 1 if a problem at least this severe was gained.",
)  # fmt: skip
@click.pass_context
def command(ctx: click.Context, base: str, head: str | None, form: str, fail_on: str) -> None:
    """Compare the guide at revision BASE with HEAD, or with what is on disk.

    Lists entries, relations, derived relations and problems that were gained and lost.
    """
    root = guide_root(ctx).resolve()
    parsed = Kept(root)
    disk = parsed.load()
    old = guide_of(root, base, disk.config, parsed)
    new = guide_of(root, head, disk.config, parsed) if head else disk
    before, after = state_of(old), state_of(new, old)
    difference = compare(before, after)
    if form == "json":
        text = to_json(difference)
    elif form == "markdown":
        text = markdown(difference, before, after)
    else:
        text = human(difference, before, after, color=colored(sys.stdout))
    click.echo(text, nl=False)
    worst = max((problem.severity for problem in difference.problems_gained), default=Severity.OFF)
    if fail_on != "never" and worst >= Severity.named(fail_on):
        ctx.exit(1)
