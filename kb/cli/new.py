"""`kb new KIND "Title"`: a pre-filled file for a new entry."""

from __future__ import annotations

import click

from kb.cli import guide_root
from kb.errors import KbError
from kb.load.guide import place_of
from kb.load.kept import load_kept
from kb.model.guide import Guide
from kb.model.similar import similar
from kb.model.slug import id_for, is_id
from kb.write.template import entry_template, missing
from kb.write.tree import replace_file


@click.command()
@click.argument("kind")
@click.argument("title")
@click.option("--area", help="The folder to put it in.  [default: where most entries of the kind are]")
@click.option("--id", "chosen", help="The id.  [default: made from the title]")
@click.pass_context
def command(ctx: click.Context, kind: str, title: str, area: str | None, chosen: str | None) -> None:
    """Write a new entry's file, with everything filled in that follows from its kind and title."""
    root = guide_root(ctx).resolve()
    guide = load_kept(root)
    vocabulary = guide.vocabulary
    title = " ".join(title.split())
    if kind not in vocabulary.concrete_kinds:
        near = similar(kind, vocabulary.concrete_kinds)
        known = f"a similar kind exists: `{near}`" if near else f"kinds: {', '.join(vocabulary.concrete_kinds)}"
        raise KbError(f"`{kind}` is not a kind of entry in this guide", known)
    id = chosen or id_for(title)
    if chosen and not is_id(chosen):
        raise KbError(f"`{chosen}` is not an id", "an id is made of lower-case words, digits and single hyphens")
    if not is_id(id):
        raise KbError(f"no id can be made from the title {title!r}", "give one with --id: lower-case words and hyphens")
    for name in (id, title):
        if found := guide.resolve(name):
            raise KbError(f"`{name}` exists: {found[0].path}", "edit that file, or choose another title")
    area = area or _usual_area(guide, kind)
    if not vocabulary.areas:
        raise KbError("this guide declares no areas", "add one under `areas:` of the vocabulary")
    if area not in vocabulary.areas:
        near = similar(area, vocabulary.areas)
        known = f"a similar area exists: `{near}`" if near else f"areas: {', '.join(vocabulary.areas)}"
        raise KbError(f"`{area}` is not an area of this guide", known)
    path = f"concepts/{area}/{id}.md"
    assert place_of(path) == (id, area)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    if (root / path).exists():
        raise KbError(f"{path} exists")
    replace_file(root / path, entry_template(vocabulary, kind, title).encode("utf-8"))
    click.echo(path)
    click.echo(f"To be written: {', '.join(missing(vocabulary, kind))}.", err=True)
    click.echo("`kb check` says what is still missing.", err=True)


def _usual_area(guide: Guide, kind: str) -> str:
    """The area with most entries of a kind; without any, the area called like the kind, else the first declared."""
    counts: dict[str, int] = {}
    for concept in guide.concepts:
        if concept.kind == kind and concept.area in guide.vocabulary.areas:
            counts[concept.area] = counts.get(concept.area, 0) + 1
    if counts:
        return max(sorted(counts), key=lambda area: counts[area])
    label = id_for(guide.vocabulary.kinds[kind].plural)
    if label in guide.vocabulary.areas:
        return label
    return next(iter(guide.vocabulary.areas), "")
