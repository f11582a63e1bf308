"""`kb lsp`: the language server, for editors."""

from __future__ import annotations

import click

from kb.errors import KbError


@click.command()
@click.option(
    "--stdio", is_flag=True, help="Speak over standard input and output. It always does; editors like to say so."
)
@click.pass_context
def command(ctx: click.Context, stdio: bool) -> None:
    """Serve an editor: diagnostics as one types, completion, hover, definitions, references, renaming, fixes.

    An editor starts it and speaks the Language Server Protocol with it. docs/editors.md shows how to set one up.
    """
    try:
        # Imported here because only an editor needs it, and it is installed only on demand.
        from kb.lsp.server import make_server
    except ModuleNotFoundError as problem:
        if (problem.name or "").split(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise KbError("`kb lsp` needs pygls, which is not installed", 'pip install "field-guide-kb[editor]"') from None
    make_server(ctx.obj).start_io()
