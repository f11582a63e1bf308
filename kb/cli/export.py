"""`kb export FORMAT`: the graph in other formats."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli import guide_root
from kb.export import FORMATS, export_graph
from kb.graph import build_graph
from kb.load.kept import load_kept
from kb.write.tree import replace_file


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.  [default: print]"
)
@click.pass_context
def command(ctx: click.Context, form: str, output: Path | None) -> None:
    """Print the graph as json, graphml, turtle, json-ld or csv."""
    guide = load_kept(guide_root(ctx))
    text = export_graph(form, guide, build_graph(guide))
    if output is None:
        click.echo(text, nl=False)
    else:
        replace_file(output, text.encode("utf-8"))
