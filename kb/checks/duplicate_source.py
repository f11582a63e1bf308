"""One work under two keys.

What it does
------------
Compares the DOIs and arXiv ids of the bibliography, without regard to case, version or the address written around them,
and the keys themselves.

Why is this bad?
----------------
The entries that cite the work are split between the two, and readers see it twice in one list.

Example
-------
    @misc{hubinger2019risks, …, eprint = {1906.01820}, archivePrefix = {arXiv}}
    @misc{hubinger2019learned, …, eprint = {1906.01820v3}, archivePrefix = {arXiv}}

Use instead
-----------
    @misc{hubinger2019risks, …, eprint = {1906.01820}, archivePrefix = {arXiv}}
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.bibliography import Reference
from kb.model.identifiers import same_work
from kb.model.problem import Finding, Related

CODE = "SRC002"
NAME = "duplicate-source"


def check(context: Context) -> Iterator[Finding]:
    yield from context.faults(NAME)
    bibliography = context.guide.bibliography
    first: dict[str, Reference] = {}
    for reference in bibliography:
        for work in sorted(same_work(reference.doi, reference.arxiv)):
            other = first.setdefault(work, reference)
            if other is not reference:
                message = f"`{reference.key}` and `{other.key}` are one work: both are `{work}`"
                help = f"cite `{other.key}` everywhere and remove this one"
                related = (Related(bibliography.source, other.key_span, "the first"),)
                yield Finding(bibliography.source, reference.key_span, message, help, "the same work", related=related)
                break
