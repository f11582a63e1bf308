"""The command line. One file per command; each is imported only when it is asked for."""

from __future__ import annotations

import errno
import importlib
from pathlib import Path

import click

from kb import __version__
from kb.errors import KbError
from kb.model.similar import similar

COMMANDS: tuple[str, ...] = (
    "check",
    "build",
    "serve",
    "new",
    "rename",
    "show",
    "path",
    "diff",
    "links",
    "rule",
    "schema",
    "lsp",
    "stats",
    "export",
    "init",
)
"""In the order of `kb --help`. Each is a module of this package that holds a click command called `command`."""


INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells count: 128 and the number of the signal."""


class _Commands(click.Group):
    """Knows its commands by name and loads one when it runs: `kb check` must not wait for what draws maps."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"kb.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in COMMANDS:
            near = similar(name, COMMANDS)
            ctx.fail(f"There is no command `{name}`." + (f" A similar one is `kb {near}`." if near else ""))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KbError as problem:
            click.echo(f"{click.style('error', fg='red', bold=True)}: {problem.message}", err=True)
            if problem.help:
                click.echo(f"{click.style('help', fg='cyan', bold=True)}: {problem.help}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            # 1 would mean that something was found.
            ctx.exit(INTERRUPTED)
        except OSError as problem:
            if problem.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            click.echo(f"error: {problem.strerror}", err=True)
            ctx.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="The guide's folder.  [default: the nearest one upward that holds concepts/]",
)
@click.version_option(__version__, prog_name="kb")
@click.pass_context
def main(ctx: click.Context, root: Path | None) -> None:
    """Validate, render and map a field guide kept as a typed concept graph.

    Exit codes: 0 clean, 1 findings, 2 the tool cannot run.
    """
    ctx.obj = root


def guide_root(ctx: click.Context) -> Path:
    """The folder that a command works on: `--root`, or the nearest one upward. KbError if there is none."""
    # Imported here because `kb --help` needs no reader.
    from kb.load import find_root

    root: Path | None = ctx.obj
    return root if root is not None else find_root(Path.cwd())
