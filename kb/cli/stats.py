"""`kb stats`: how large the guide is, and how well it hangs together."""

from __future__ import annotations

import json

import click

from kb.cli import guide_root
from kb.graph import build_graph
from kb.load.kept import load_kept
from kb.report.health import health, health_report


@click.command()
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True)
@click.pass_context
def command(ctx: click.Context, form: str) -> None:
    """Count entries, edges, words and sources, by kind, area, status and relation."""
    guide = load_kept(guide_root(ctx))
    found = health(guide, build_graph(guide))
    if form == "json":
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(health_report(found), nl=False)
