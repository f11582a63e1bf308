"""`kb show ID`: an entry and its relations, as sentences."""

from __future__ import annotations

import click

from kb.cli import guide_root
from kb.cli.find import find_entry
from kb.graph import build_graph
from kb.graph.sentences import reasons, sentence
from kb.load.kept import load_kept


@click.command()
@click.argument("id")
@click.pass_context
def command(ctx: click.Context, id: str) -> None:
    """Show an entry: what it is and how it relates to others, with reasons. ID may be an alias or a title."""
    guide = load_kept(guide_root(ctx))
    graph = build_graph(guide)
    concept = find_entry(guide, id)
    vocabulary = guide.vocabulary
    kind = vocabulary.kinds[concept.kind].label if concept.kind in vocabulary.kinds else concept.kind
    status = vocabulary.statuses[concept.status].label if concept.status in vocabulary.statuses else concept.status
    click.secho(concept.title or concept.id, bold=True)
    click.echo(" · ".join(part for part in (kind, status, concept.path) if part))
    if concept.summary:
        click.echo(f"\n{' '.join(concept.summary.split())}")
    groups: dict[str, list[str]] = {}
    for seen in graph.seen_from(concept.id):
        lines = [f"  {sentence(graph, concept.id, seen)}  [{seen.other}]"]
        lines += [f"      {label}: {text}" for label, text in reasons(graph, seen)]
        groups.setdefault(seen.name, []).append("\n".join(lines))
    for name in vocabulary.directions:
        if name in groups:
            click.secho(f"\n{vocabulary.heading(name)}", bold=True)
            click.echo("\n".join(groups[name]))
    if not groups:
        click.echo("\nNo typed link leads from it or to it.")
