"""A section that entries of this kind have is absent.

What it does
------------
Compares the headings of an entry with the `sections` that the vocabulary expects of its kind; case does not count, nor
does the level of the heading.

Why is this bad?
----------------
Readers look for the same question in the same place: how it happens, what the evidence is, where it breaks.

Example
-------
    ## How it happens

Use instead
-----------
    ## How it happens

    ## Evidence

    ## Debates and critiques
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.problem import Finding
from kb.model.similar import similar
from kb.model.source import Span

CODE = "PRO001"
NAME = "missing-section"


def check(context: Context) -> Iterator[Finding]:
    kinds = context.vocabulary.kinds
    forms = {name: {_form(section): section for section in kind.sections} for name, kind in kinds.items()}
    for concept in context.readable:
        expected = forms.get(concept.kind)
        if not expected:
            continue
        headings = {_form(heading.text): heading.text for heading in concept.body.headings}
        if expected.keys() <= headings.keys():
            continue
        kind = kinds[concept.kind]
        free = [text for form, text in headings.items() if form not in expected]
        for section in kind.sections:
            if _form(section) in headings:
                continue
            message = f"the section `{section}` is missing"
            help = f"an entry of the kind {kind.label.lower()} has the sections {', '.join(kind.sections)}"
            if near := similar(section, free):
                help = f"a similar heading exists: `{near}`"
            yield Finding(concept.source, _place(concept), message, help, owner=concept.id)


def _form(heading: str) -> str:
    return " ".join(heading.casefold().split())


def _place(concept: Concept) -> Span:
    """The first row of the text, or the end of the file if there is none."""
    start, end = concept.body.span
    text = concept.source.text
    while start < end and text[start].isspace():
        start += 1
    row_end = start + len(concept.source.line(concept.source.position(start).row))
    return Span(start, min(row_end, end)) if start < end else concept.value_span("kind")
