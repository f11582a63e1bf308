"""A DOI, arXiv id, ISBN or ORCID that cannot be one.

What it does
------------
Checks the form of the identifiers in the bibliography and in `same-as`, and the check digits of ISBNs and ORCIDs. The fix
takes away what is written around a good one: an address, `arXiv:`, `ISBN`.

Why is this bad?
----------------
The link made from it leads to nothing, or to another work or person.

Example
-------
    doi = {https://doi.org/10.1038/s41586-024-07566-y},
    eprint = {arXiv:1906.01820},

Use instead
-----------
    doi = {10.1038/s41586-024-07566-y},
    eprint = {1906.01820},
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.items import items
from kb.model.identifiers import SCHEMES, mended
from kb.model.problem import Edit, Finding, Fix
from kb.model.source import Source, Span

CODE = "SRC003"
NAME = "malformed-identifier"


def check(context: Context) -> Iterator[Finding]:
    bibliography = context.guide.bibliography
    for reference in bibliography:
        values = {"doi": reference.doi, "eprint": reference.arxiv, "isbn": reference.isbn}
        for field, value in values.items():
            if value:
                span = reference.field_spans.get(field, reference.key_span)
                yield from _judge("arxiv" if field == "eprint" else field, value, bibliography.source, span)
    for concept in context.readable:
        for value, path in items(concept, "same-as", concept.same_as):
            prefix, _, rest = value.partition(":")
            span = concept.value_span(*path)
            at = concept.source.text.find(rest, span.start, span.end) if rest else -1
            if prefix.lower() in SCHEMES:
                place = Span(at, at + len(rest)) if at >= 0 else span
                yield from _judge(prefix.lower(), rest, concept.source, place, concept.id)


def _judge(scheme: str, value: str, source: Source, span: Span, owner: str | None = None) -> Iterator[Finding]:
    problem = SCHEMES[scheme].problem(value)
    if not problem:
        return
    meant, fix = mended(scheme, value), None
    if meant and source.slice(span) == value:
        fix = Fix(f"write `{meant}`", (Edit(source.path, span, meant),), safe=True)
    message = f"`{value}` is not a well-formed {SCHEMES[scheme].name}"
    help = f"write `{meant}`" if meant else problem
    yield Finding(source, span, message, help, None if meant else "malformed", fix, owner=owner)
