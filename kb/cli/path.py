"""`kb path A B`: how two entries are connected, as sentences."""

from __future__ import annotations

import click

from kb.cli import guide_root
from kb.cli.find import find_entry
from kb.graph import build_graph
from kb.graph.questions import shortest_paths
from kb.graph.sentences import way
from kb.load.kept import load_kept


@click.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--most", default=3, show_default=True, type=click.IntRange(1, 20), help="How many ways to tell at most.")
@click.option("--avoid", multiple=True, metavar="RELATION", help="A relation not to go by; may be given several times.")
@click.pass_context
def command(ctx: click.Context, start: str, end: str, most: int, avoid: tuple[str, ...]) -> None:
    """Tell how two entries are connected: the shortest typed ways, hop by hop, with reasons.

    Exits with 1 if no way leads from one to the other.
    """
    guide = load_kept(guide_root(ctx))
    graph = build_graph(guide)
    directions = guide.vocabulary.directions
    one, other = find_entry(guide, start), find_entry(guide, end)
    if one.id == other.id:
        click.echo(f"{one.title} is the same entry.")
        return
    unknown = [name for name in avoid if name not in directions]
    if unknown:
        raise click.BadParameter(f"no relation is called `{unknown[0]}`", param_hint="--avoid")
    ways = shortest_paths(graph, one.id, other.id, most=most, avoid={directions[name].relation for name in avoid})
    if not ways:
        click.echo(f"No typed link leads from {one.title} to {other.title}, directly or by way of others.")
        ctx.exit(1)
    for number, hops in enumerate(ways, 1):
        if number > 1:
            click.echo()
        click.secho(f"{number}. {len(hops)} {'step' if len(hops) == 1 else 'steps'}", bold=True)
        for told, why in way(graph, one.id, hops):
            click.echo(f"  {told}.")
            for label, text in why:
                click.echo(f"      {label}: {text}")
