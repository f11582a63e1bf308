"""Two files that claim one id.

What it does
------------
Compares the ids of all entries, which are their file names without `.md`, in all folders, upper and lower case taken as
the same. A former id (`redirects`) must not be the id of a living entry, nor be claimed twice.

Why is this bad?
----------------
An id is an address: `/concepts/<id>.html` can lead to one entry only, and on some systems two names that differ in case
are one file.

Example
-------
    concepts/failure-modes/deceptive-alignment.md
    concepts/objectives/deceptive-alignment.md

Use instead
-----------
    concepts/failure-modes/deceptive-alignment.md
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.items import items
from kb.model.concept import Concept
from kb.model.problem import Finding, Related
from kb.model.source import Span

CODE = "ID001"
NAME = "duplicate-id"


def check(context: Context) -> Iterator[Finding]:
    living: dict[str, Concept] = {}
    for concept in context.guide.concepts:
        first = living.setdefault(concept.id.casefold(), concept)
        if first is not concept:
            yield _clash(first, concept)
    former: dict[str, tuple[Concept, Span]] = {}
    for concept in context.readable:
        for old, path in items(concept, "redirects", concept.redirects):
            span = concept.value_span(*path)
            if owner := living.get(old.casefold()):
                message = f"the former id `{old}` is the id of a living entry"
                related = Related(owner.source, owner.value_span(), "the living entry")
            elif (claimed := former.setdefault(old.casefold(), (concept, span))) != (concept, span):
                message = f"the former id `{old}` is claimed twice"
                related = Related(claimed[0].source, claimed[1], "the first")
            else:
                continue
            help = "a redirect leads to one entry: remove it here or there"
            yield Finding(concept.source, span, message, help, related=(related,), owner=concept.id)


def _clash(first: Concept, second: Concept) -> Finding:
    if first.id == second.id:
        message = f"the id `{second.id}` is used by two files"
    else:
        message = f"the ids `{first.id}` and `{second.id}` differ only in case"
    related = (Related(first.source, first.value_span(), "the first"),)
    help = f"rename one of the files; the other is `{first.path}`"
    return Finding(second.source, second.value_span(), message, help, related=related, owner=second.id)
