"""Two entries with the same summary.

What it does
------------
Compares the summaries of all entries; case and white space do not count.

Why is this bad?
----------------
A definition that fits two entries tells a reader of neither what it is. Most often it was copied and never changed.

Example
-------
    title: Reward hacking
    summary: The system gets reward in a way that was not meant.

    title: Specification gaming
    summary: The system gets reward in a way that was not meant.

Use instead
-----------
    title: Specification gaming
    summary: The system satisfies the letter of an objective and not what was meant by it, rewarded or not.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.blank import is_blank
from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.problem import Finding, Related

CODE = "DEF002"
NAME = "duplicate-summary"


def check(context: Context) -> Iterator[Finding]:
    said: dict[str, Concept] = {}
    for concept in context.readable:
        if not (form := " ".join(concept.summary.casefold().split())) or is_blank(form):
            continue
        first = said.setdefault(form, concept)
        # Two files with one id are one mistake, and have been named.
        if first.id.casefold() != concept.id.casefold():
            related = (Related(first.source, first.value_span("summary"), "the first"),)
            help = "say what sets this one apart"
            span = concept.value_span("summary")
            message = f"the summary is that of `{first.id}` too"
            yield Finding(concept.source, span, message, help, related=related, owner=concept.id)
