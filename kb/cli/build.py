"""`kb build`: check, compile, render, index, publish."""

from __future__ import annotations

import sys

import click

from kb.cli import guide_root
from kb.cli.color import colored
from kb.cli.pipeline import Built, Checked, build_site, check_guide
from kb.cli.progress import Progress

RENDERERS = ("mkdocs", "zensical")


@click.command()
@click.option("--renderer", type=click.Choice(RENDERERS), default="mkdocs", show_default=True)
@click.option("--strict", is_flag=True, help="Fail on any warning of the renderer too.")
@click.option("--clean", is_flag=True, help="Render every page again, not only those that changed.")
@click.pass_context
def command(ctx: click.Context, renderer: str, strict: bool, clean: bool) -> None:
    """Check the guide and build its site into site/.

    Builds nothing if the check finds an error; the last good site stays until a new one is finished.
    """
    progress = Progress()
    checked = check_guide(guide_root(ctx), progress)
    if not checked.sound:
        click.echo(refusal(checked), nl=False, err=True)
        ctx.exit(1)
    built = build_site(checked, progress, renderer=renderer, strict=strict, clean=clean)
    for warning in built.warnings:
        click.echo(f"{renderer}: {warning}", err=True)
    if strict and built.warnings:
        click.echo(f"{len(built.warnings)} warnings; site/ was left as it was", err=True)
        ctx.exit(1)
    click.echo(summary(checked, built))


def refusal(checked: Checked) -> str:
    """The errors that keep a guide from being built, as people read them."""
    from dataclasses import replace

    from kb.model.problem import Severity
    from kb.report.human import human_report

    errors = tuple(problem for problem in checked.report.problems if problem.severity == Severity.ERROR)
    report = replace(checked.report, problems=errors)
    text = human_report(report, checked.guide, checked.graph, checked.seconds, color=colored(sys.stderr))
    return text + "The guide has errors and was not built; site/ was left as it was.\n"


def summary(checked: Checked, built: Built) -> str:
    """One line: what was built and how long each phase took."""
    phases = ", ".join(
        f"{name} {seconds:.1f} s" for name, seconds in {"check": checked.seconds, **built.phases}.items()
    )
    how = "changed pages only" if built.incremental else "all pages"
    entries = len(checked.guide.by_id)
    return f"site/ is ready: {entries} entries, {built.written} files changed, {how} rendered ({phases})"
