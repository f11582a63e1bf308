"""A wikilink by a name that several entries share.

What it does
------------
Reports a wikilink whose target is no id and is a title or an alias of more than one entry.

Why is this bad?
----------------
The link can lead to one of them only, and nothing says to which.

Example
-------
    See [[misalignment]].

Use instead
-----------
    See [[inner-misalignment|misalignment]].
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Finding, Related
from kb.model.source import Span

CODE = "LNK003"
NAME = "ambiguous-link"


def check(context: Context) -> Iterator[Finding]:
    by_id = context.guide.by_id
    for concept, link, entries in context.led:
        if len(entries) < 2 or link.form != "wikilink" or link.target in by_id:
            continue
        if len(ids := dict.fromkeys(entry.id for entry in entries)) < 2:
            continue
        message = f"`[[{link.target}]]` may mean {len(ids)} entries"
        help = f"write the id of one: {', '.join(f'`{id}`' for id in ids)}"
        related = tuple(
            Related(
                entry.source,
                _place_of(entry.title, entry.value_span("title"), entry.value_span("aliases"), link.target),
                f"`{entry.id}`",
            )
            for entry in entries
        )
        yield Finding(concept.source, link.target_span, message, help, "ambiguous", related=related, owner=concept.id)


def _place_of(title: str, at_title: Span, at_aliases: Span, name: str) -> Span:
    return at_title if title.casefold() == name.casefold() else at_aliases
