"""A value of the wrong type: text where a list belongs, or a word that YAML takes for something else.

What it does
------------
Compares every value of the frontmatter with the type of its field. Unquoted, `no`, `on` and `yes` are true or false in
YAML 1.1, `2019-06-05` is a date and `007` a number; `1e3` is text to some YAML readers and a number to others.

Why is this bad?
----------------
The value that programs read is not the one on the screen. The alias `no` becomes `false`.

Example
-------
    aliases: [no, 1e3]

Use instead
-----------
    aliases: ["no", "1e3"]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.problem import Edit, Finding, Fix

CODE = "FM005"
NAME = "wrong-type"

# Text to YAML 1.1, a number to YAML 1.2 (its core schema, section 10.3.2) or the other way round.
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)[eE][-+]?\d+|0o[0-7]+|[-+]?0x[0-9a-fA-F]+")
_STARTS = frozenset("0123456789.+-")
_NOT_TEXT = {("origin", "year"), ("draft",)}


def check(context: Context) -> Iterator[Finding]:
    yield from context.faults(NAME)
    said = {(finding.source.path, finding.span) for finding in context.faults(NAME)}
    for concept in context.readable:
        for finding in _numbers(concept):
            if (concept.path, finding.span) not in said:
                yield finding


def _numbers(concept: Concept) -> Iterator[Finding]:
    text = concept.source.text
    if not any(text[start] in _STARTS and _NUMBER.fullmatch(text, start, end) for start, end in concept.marks.spans):
        return
    for path, span in concept.marks.values.items():
        if text[span.start : span.start + 1] not in _STARTS or path in _NOT_TEXT:
            continue
        if span.end - span.start < 40 and _NUMBER.fullmatch(text, *span):
            written = concept.source.slice(span)
            fix = Fix("quote it", (Edit(concept.path, span, f'"{written}"'),), safe=True)
            message = f"some YAML readers take `{written}` for a number; `{_field(path)}` takes text"
            yield Finding(concept.source, span, message, "put it in quotation marks", fix=fix, owner=concept.id)


def _field(path: tuple[str | int, ...]) -> str:
    return next(str(step) for step in reversed(path) if isinstance(step, str))
