"""An alias that says nothing new.

What it does
------------
Compares the aliases of an entry with its title and with one another, upper and lower case taken as the same: search and
links do not tell them apart either.

Why is this bad?
----------------
The entry shows a second name that is the first one again.

Example
-------
    title: Mesa-optimizer
    aliases: [mesa-optimizer, inner optimizer]

Use instead
-----------
    title: Mesa-optimizer
    aliases: [inner optimizer]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.items import item_path
from kb.checks.removal import removal
from kb.model.problem import Finding, Fix

CODE = "ID007"
NAME = "alias-repeats-title"


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        said = {concept.title.casefold()}
        for index, alias in enumerate(concept.aliases):
            name = alias.casefold()
            if name not in said:
                said.add(name)
                continue
            repeats = name == concept.title.casefold()
            message = f"the alias `{alias}` {'repeats the title' if repeats else 'is given twice'}"
            path = item_path(concept, "aliases", concept.aliases, index)
            edit = removal(concept, path)
            fix = Fix("remove the alias", (edit,), safe=True) if edit else None
            yield Finding(concept.source, concept.value_span(*path), message, "remove it", fix=fix, owner=concept.id)
