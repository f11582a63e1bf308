"""Text that stands for text still to be written.

What it does
------------
Looks for TODO, TBD, FIXME and lorem ipsum, for a paragraph or field that is only `…`, and for sections without content.
Code, HTML comments and addresses are left alone.

Why is this bad?
----------------
It is published as it stands. What is not written yet is better absent, or marked `draft: true`.

Example
-------
    ## Evidence

    TODO: add the CoinRun result.

Use instead
-----------
    ## Evidence

    An agent trained on CoinRun went to the place where the coin had always been [@langosco2022goal].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest

from kb.checks.blank import DOTS
from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.problem import Finding
from kb.model.source import Span

CODE = "PRO002"
NAME = "placeholder-text"

_PLACEHOLDER = re.compile(r"\b(?:TODO|TBD|FIXME)\b|\b(?i:lorem ipsum)\b")
_SUSPECT = ("TODO", "TBD", "FIXME", "orem ", "OREM ")
"""Looked for first: finding plain text is faster than any pattern."""
_LONGEST_DOTS = 12
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|\]\()[^\s)>]+")


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        text = concept.source.text
        if any(word in text for word in _SUSPECT):
            yield from _words(concept)
        yield from _dots(concept)
        yield from _empty_sections(concept)


def _words(concept: Concept) -> Iterator[Finding]:
    for span in _fields(concept):
        for match in _PLACEHOLDER.finditer(concept.source.text, *span):
            yield _finding(concept, Span(*match.span()))
    start, end = concept.body.span
    text = concept.source.text[start:end]
    for _, fence in concept.body.fences:
        text = _blank(text, Span(fence.start - start, fence.end - start))
    for pattern in (_CODE, _COMMENT, _ADDRESS):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    for match in _PLACEHOLDER.finditer(text):
        yield _finding(concept, Span(start + match.start(), start + match.end()))


def _dots(concept: Concept) -> Iterator[Finding]:
    """Fields and paragraphs that are nothing else."""
    text = concept.source.text
    front = text[concept.frontmatter.start : concept.frontmatter.end]
    fields = _fields(concept) if "…" in front or "..." in front else ()
    for start, end in chain(fields, concept.body.paragraphs):
        if end - start < _LONGEST_DOTS and DOTS.fullmatch(text, start, end):
            yield _finding(concept, Span(start, start + len(text[start:end].rstrip())))


def _fields(concept: Concept) -> Iterator[Span]:
    """The values of the frontmatter that hold no others; reasons given for an exception may name what is excepted."""
    holders = {path[:-1] for path in concept.marks.values if path}
    return (span for path, span in concept.marks.values.items() if path not in holders and path[0] != "ignore")


def _empty_sections(concept: Concept) -> Iterator[Finding]:
    headings, text = concept.body.headings, concept.source.text
    for heading, after in zip_longest(headings, headings[1:]):
        if after and after.level > heading.level:
            continue
        content = text[heading.span.end : after.span.start if after else concept.body.span.end].lstrip()
        if content.startswith("<!--"):
            content = _COMMENT.sub("", content).strip()
        if not content:
            place = concept.source.slice(heading.span).rstrip()
            span = Span(heading.span.start, heading.span.start + len(place))
            message = f"the section `{heading.text}` is empty"
            yield Finding(concept.source, span, message, "write it, or remove the heading", owner=concept.id)


def _finding(concept: Concept, span: Span) -> Finding:
    message = f"`{concept.source.slice(span).strip()}` stands for text that is not written yet{_where(concept, span)}"
    help = "write it, or leave it out and say `draft: true`"
    return Finding(concept.source, span, message, help, owner=concept.id)


def _where(concept: Concept, span: Span) -> str:
    """The field or section a placeholder stands in: in the text, the row that shows it tells nothing."""
    if span.start < concept.body.span.start:
        fields = [one for one in concept.fields if concept.value_span(one).start <= span.start]
        return f", in the field `{max(fields, key=lambda one: concept.value_span(one).start)}`" if fields else ""
    headings = [heading for heading in concept.body.headings if heading.span.start < span.start]
    return f", in the section `{headings[-1].text}`" if headings else ", before the first heading"


def _blank(text: str, span: Span) -> str:
    return text[: span.start] + " " * (span.end - span.start) + text[span.end :]
