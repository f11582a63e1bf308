"""An entry without any source.

What it does
------------
Looks for a bibliography key anywhere in the entry: in `cite`, `sources`, `origin`, a typed link or the text. Guided paths
need none, and an entry whose status asks for evidence is left to DEF006.

Why is this bad?
----------------
A reader cannot check what is said, nor read on.

Example
-------
    title: Gradient hacking
    sources: []

Use instead
-----------
    title: Gradient hacking
    sources: [hubinger2019gradient]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.unsupported_status import unsupported
from kb.model.problem import Finding

CODE = "DEF005"
NAME = "unsourced"


def check(context: Context) -> Iterator[Finding]:
    paths = context.vocabulary.views.paths
    exempt = context.vocabulary.kinds_under(*paths.kinds) if paths else frozenset()
    for concept in context.readable:
        if context.cited[concept.path] or concept.kind in exempt or unsupported(context, concept):
            continue
        help = "cite one in the text as `[@key]`, or list it under `sources:`; keys stand in concepts/references.bib"
        yield Finding(concept.source, concept.value_span("title"), "the entry has no source", help, owner=concept.id)
