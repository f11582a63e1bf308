"""`kb rule [CODE]`: what a check does, why, and what to write instead."""

from __future__ import annotations

import click

from kb.cli.rules import every_rule
from kb.errors import KbError
from kb.model.problem import Severity
from kb.model.rule import Rule
from kb.model.similar import similar

_COLOR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue", Severity.OFF: "bright_black"}
_FIX = {"none": "", "safe": "fixed by --fix", "unsafe": "fixed by --unsafe-fixes"}


@click.command()
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a check by its CODE or name; without one, list all checks."""
    known = every_rule()
    if code is None:
        wide = max(len(rule.name) for rule in known)
        for rule in known:
            severity = click.style(f"{rule.severity.label:<7}", fg=_COLOR[rule.severity])
            click.echo(f"{rule.code:<7} {rule.name:<{wide}}  {severity}  {rule.title}")
        return
    click.echo(_explained(_find(code, known)), nl=False)


def _find(code: str, known: tuple[Rule, ...]) -> Rule:
    for rule in known:
        if code.upper() == rule.code or code.lower() == rule.name:
            return rule
    near = similar(code, [name for rule in known for name in (rule.code, rule.name)])
    help = f"a similar one is `kb rule {near}`" if near else "`kb rule` lists them"
    raise KbError(f"no check has the code or name `{code}`", help)


def _explained(rule: Rule) -> str:
    facts = [click.style(rule.severity.label, fg=_COLOR[rule.severity]), _FIX[rule.fix]]
    head = f"{click.style(f'{rule.code} {rule.name}', bold=True)} · {' · '.join(fact for fact in facts if fact)}"
    parts = [head, rule.title]
    parts += [f"{click.style(heading, bold=True)}\n{text}" for heading, text in rule.sections]
    return "\n\n".join(parts) + "\n"
