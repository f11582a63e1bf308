"""One alias on two entries.

What it does
------------
Compares the aliases of all entries, upper and lower case taken as the same. An alias that is a title somewhere is
left to ID005.

Why is this bad?
----------------
A search for the alias finds two entries, and `[[alias]]` cannot be resolved.

Example
-------
    title: Reward hacking
    aliases: [reward gaming]

    title: Specification gaming
    aliases: [reward gaming]

Use instead
-----------
    title: Reward hacking
    aliases: [reward gaming]

    title: Specification gaming
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.items import items
from kb.model.concept import Concept
from kb.model.problem import Finding, Related
from kb.model.source import Span

CODE = "ID006"
NAME = "shared-alias"


def check(context: Context) -> Iterator[Finding]:
    titles = {concept.title.casefold() for concept in context.readable}
    claimed: dict[str, tuple[Concept, Span]] = {}
    for concept in context.readable:
        for alias, path in items(concept, "aliases", concept.aliases):
            if alias.casefold() in titles:
                continue
            span = concept.value_span(*path)
            first, place = claimed.setdefault(alias.casefold(), (concept, span))
            if first.id.casefold() != concept.id.casefold():
                message = f"the alias `{alias}` is one of `{first.id}` too"
                help = "keep it where readers would look first"
                related = (Related(first.source, place, "the first"),)
                yield Finding(concept.source, span, message, help, related=related, owner=concept.id)
