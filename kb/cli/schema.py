"""`kb schema`: the JSON Schema of an entry's fields, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from kb.checks.severity import SEVERITY
from kb.cli import guide_root
from kb.export.schema import frontmatter_schema
from kb.load.kept import load_kept
from kb.write.tree import replace_file


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.  [default: print]"
)
@click.pass_context
def command(ctx: click.Context, output: Path | None) -> None:
    """Print the JSON Schema of an entry's frontmatter, made from the vocabulary, so that an editor can complete it."""
    text = frontmatter_schema(load_kept(guide_root(ctx)), SEVERITY)
    if output is None:
        click.echo(text, nl=False)
    else:
        replace_file(output, text.encode("utf-8"))
