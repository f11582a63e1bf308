"""`kb rename OLD NEW`: gives an entry another id, everywhere."""

from __future__ import annotations

import click

from kb.cli import guide_root
from kb.load.kept import load_kept
from kb.rename import files_of, plan_rename
from kb.write import write_edits


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--title", help="A new title as well.")
@click.option("--area", help="Move the file to this area as well.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.pass_context
def command(ctx: click.Context, old: str, new: str, title: str | None, area: str | None, dry_run: bool) -> None:
    """Rename the entry OLD to NEW: its file, and every link to it. The old id becomes a redirect.

    With the same id twice, only the title or the area changes. All files are changed, or none.
    """
    root = guide_root(ctx).resolve()
    guide = load_kept(root)
    renaming = plan_rename(guide, old, new, title=title, area=area)
    before, after = files_of(guide, renaming)
    if not dry_run:
        write_edits(root, before, after)
    if renaming.moves:
        click.echo(f"{renaming.concept.path} -> {renaming.path}")
    for path in sorted(path for path in renaming.edits if path != renaming.concept.path):
        count = len(renaming.edits[path])
        click.echo(f"{path}: {count} edit{'s' * (count != 1)}")
    for path in renaming.unread:
        click.echo(f"{path} cannot be read and mentions `{old}`; look at it yourself", err=True)
    files = len(renaming.edits.keys() | {renaming.concept.path})
    verb = "would be changed" if dry_run else "changed"
    links = f"{renaming.links} link{'s' * (renaming.links != 1)}"
    click.echo(f"{links} followed; {files} file{'s' * (files != 1)} {verb}", err=True)
