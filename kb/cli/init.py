"""`kb init DIR`: a new field guide."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from kb.errors import KbError
from kb.model.slug import id_for
from kb.write.template import scalar
from kb.write.tree import replace_file

_TITLE = "A field guide"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="The guide's title.  [default: made from the folder's name]")
def command(folder: Path, title: str | None) -> None:
    """Start a field guide in DIR: a small vocabulary, three entries, and `kb serve` works."""
    if folder.exists() and not folder.is_dir():
        raise KbError(f"{folder} is a file")
    if (folder / "concepts").exists():
        raise KbError(f"{folder} already holds a guide", "use another folder; nothing was changed")
    title = title or " ".join(id_for(folder.resolve().name).split("-")).capitalize() or _TITLE
    starter = files("kb.write") / "starter"
    for path in ("concepts/vocabulary.yml", "concepts/references.bib", ".gitignore", "README.md",
                 "concepts/basics/field-guide.md", "concepts/basics/entry.md", "concepts/basics/typed-link.md"):  # fmt: skip
        text = (starter / path.replace(".gitignore", "gitignore")).read_text(encoding="utf-8")
        text = text.replace("{{title}}", scalar(title) if path.endswith(".yml") else title)
        try:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            if not (folder / path).exists():
                replace_file(folder / path, text.encode("utf-8"))
        except OSError as problem:
            raise KbError(f"cannot write {folder / path}: {problem.strerror}") from None
    click.echo(f"A new guide is in {folder}. Next: cd {folder} && kb serve")
