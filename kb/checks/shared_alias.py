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
from kb.checks.items import item_span
from kb.model.concept import Concept
from kb.model.problem import Finding, Related

CODE = "ID006"
NAME = "shared-alias"


def check(context: Context) -> Iterator[Finding]:
    titles = {concept.title.casefold() for concept in context.readable}
    claimed: dict[str, tuple[Concept, int]] = {}
    for concept in context.readable:
        for index, alias in enumerate(concept.aliases):
            if alias.casefold() in titles:
                continue
            first, place = claimed.setdefault(alias.casefold(), (concept, index))
            if first.id.casefold() != concept.id.casefold():
                message = f"the alias `{alias}` is one of `{first.id}` too"
                help = "keep it where readers would look first"
                related = (Related(first.source, item_span(first, "aliases", first.aliases, place), "the first"),)
                span = item_span(concept, "aliases", concept.aliases, index)
                yield Finding(concept.source, span, message, help, related=related, owner=concept.id)
