"""A work in the bibliography that no entry cites.

What it does
------------
Compares the keys of `concepts/references.bib` with those that entries use and that other works of the file refer to
(`crossref`).

Why is this bad?
----------------
It need not be. But a work that was worth entering is often one that some entry forgot to cite.

Example
-------
    @misc{hubinger2019risks, …}

Use instead
-----------
    Selection acts on behavior [@hubinger2019risks].
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.citations import keys_of
from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "SRC005"
NAME = "unused-source"


def check(context: Context) -> Iterator[Finding]:
    bibliography = context.guide.bibliography
    used = {key for concept in context.readable for key in keys_of(context, concept)}
    for reference in bibliography:
        used |= {
            key.strip() for name in ("crossref", "xref", "xdata") for key in reference.fields.get(name, "").split(",")
        }
    for reference in bibliography:
        if reference.key not in used and reference.key not in context.unread:
            message = f"no entry cites `{reference.key}`"
            yield Finding(bibliography.source, reference.key_span, message, "cite it or remove it", "cited nowhere")
