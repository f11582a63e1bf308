"""An alias that is the title of another entry.

What it does
------------
Compares every alias with the titles of the other entries, upper and lower case taken as the same.

Why is this bad?
----------------
A search for the name finds two entries, and `[[name]]` could mean either.

Example
-------
    title: Amplification
    aliases: [debate]        # there is an entry with the title Debate

Use instead
-----------
    title: Amplification
    aliases: [iterated amplification]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.items import item_span
from kb.model.concept import Concept
from kb.model.problem import Finding, Related

CODE = "ID005"
NAME = "title-alias-clash"


def check(context: Context) -> Iterator[Finding]:
    titled: dict[str, Concept] = {}
    for concept in context.readable:
        titled.setdefault(concept.title.casefold(), concept)
    for concept in context.readable:
        for index, alias in enumerate(concept.aliases):
            other = titled.get(alias.casefold())
            if (
                other is None
                or other.id.casefold() == concept.id.casefold()
                or alias.casefold() == concept.title.casefold()
            ):
                continue
            message = f"the alias `{alias}` is the title of `{other.id}`"
            help = "remove the alias, or join the entries if they mean one thing"
            related = (Related(other.source, other.value_span("title"), "the title"),)
            span = item_span(concept, "aliases", concept.aliases, index)
            yield Finding(concept.source, span, message, help, related=related, owner=concept.id)
