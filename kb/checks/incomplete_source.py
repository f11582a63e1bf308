"""A work that readers could not find.

What it does
------------
Asks of every work in `concepts/references.bib` an author or editor, a title, a year, and something that leads to it: a
DOI, an arXiv id, an ISBN or an address. Reports what is not BibTeX, too.

Why is this bad?
----------------
A source that cannot be found is none.

Example
-------
    @misc{hubinger2019risks,
      title = {Risks from Learned Optimization},
    }

Use instead
-----------
    @misc{hubinger2019risks,
      author = {Hubinger, Evan and others},
      title = {Risks from Learned Optimization in Advanced Machine Learning Systems},
      year = {2019},
      eprint = {1906.01820},
      archivePrefix = {arXiv},
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.bibliography import Reference
from kb.model.problem import Finding

CODE = "SRC006"
NAME = "incomplete-source"


def check(context: Context) -> Iterator[Finding]:
    yield from context.faults(NAME)
    source = context.guide.bibliography.source
    for reference in context.guide.bibliography:
        if missing := list(_missing(reference)):
            message = f"`{reference.key}` has no {' and no '.join(missing)}"
            help = "add what is missing"
            if reference.year is None and (year := reference.fields.get("year") or reference.fields.get("date")):
                help = f"write `year = {{…}}` with a number: `{year}` is not read as a year"
            yield Finding(source, reference.key_span, message, help, "incomplete")


def _missing(reference: Reference) -> Iterator[str]:
    if not reference.authors:
        yield "author"
    if not reference.title.strip():
        yield "title"
    if reference.year is None:
        yield "year"
    if not (reference.address or reference.isbn):
        yield "DOI, arXiv id, ISBN or URL"
