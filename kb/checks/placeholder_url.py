"""An address that somebody meant to fill in later.

What it does
------------
Looks at the addresses of the bibliography and of the text for hosts that are reserved for examples (RFC 2606), such as
example.com, and for words like TODO in the place of an address.

Why is this bad?
----------------
The link looks like a source and leads to nothing.

Example
-------
    url = {https://example.com/paper},

Use instead
-----------
    url = {https://arxiv.org/abs/1906.01820},
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.targets import is_placeholder
from kb.model.problem import Finding
from kb.model.source import Source, Span

CODE = "SRC004"
NAME = "placeholder-url"


def check(context: Context) -> Iterator[Finding]:
    own = context.vocabulary.guide.url.rstrip("/")
    bibliography = context.guide.bibliography
    for reference in bibliography:
        for field in ("url", "doi", "eprint", "howpublished"):
            value = reference.fields.get(field, "")
            if value and is_placeholder(value):
                yield _finding(bibliography.source, reference.field_spans.get(field, reference.key_span), value)
    for concept in context.readable:
        for link in concept.body.links:
            if link.form == "wikilink" or not link.target or not is_placeholder(link.target):
                continue
            if not (own and link.target.startswith(own)):
                yield _finding(concept.source, link.target_span, link.target, concept.id)


def _finding(source: Source, span: Span, value: str, owner: str | None = None) -> Finding:
    return Finding(
        source, span, f"`{value}` stands in the place of an address", "put the real one", "placeholder", owner=owner
    )
