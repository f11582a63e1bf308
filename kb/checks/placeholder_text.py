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
from itertools import zip_longest

from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.problem import Finding
from kb.model.source import Span

CODE = "PRO002"
NAME = "placeholder-text"

_PLACEHOLDER = re.compile(r"\b(?:TODO|TBD|FIXME)\b|\b(?i:lorem ipsum)\b")
_DOTS = re.compile(r"[\s\"']*(?:…|\.{3})[\s\"']*")
_SUSPECT = re.compile(r"TODO|TBD|FIXME|(?i:lorem)|…|\.\.\.")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|\]\()[^\s)>]+")


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        if _SUSPECT.search(concept.source.text):
            yield from _fields(concept)
            yield from _text(concept)
        yield from _empty_sections(concept)


def _fields(concept: Concept) -> Iterator[Finding]:
    holders = {path[:-1] for path in concept.marks.values if path}
    for path, span in concept.marks.values.items():
        if path in holders or path[0] == "ignore":
            continue
        written = concept.source.slice(span)
        for match in _PLACEHOLDER.finditer(written):
            yield _finding(concept, span.start + match.start(), span.start + match.end())
        if _DOTS.fullmatch(written):
            yield _finding(concept, *span)


def _text(concept: Concept) -> Iterator[Finding]:
    start, end = concept.body.span
    text = concept.source.text[start:end]
    for _, fence in concept.body.fences:
        text = _blank(text, Span(fence.start - start, fence.end - start))
    for pattern in (_CODE, _COMMENT, _ADDRESS):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    for match in _PLACEHOLDER.finditer(text):
        yield _finding(concept, start + match.start(), start + match.end())
    for paragraph in concept.body.paragraphs:
        if _DOTS.fullmatch(concept.source.slice(paragraph)):
            yield _finding(concept, paragraph.start, paragraph.start + len(concept.source.slice(paragraph).rstrip()))


def _empty_sections(concept: Concept) -> Iterator[Finding]:
    headings = concept.body.headings
    for heading, after in zip_longest(headings, headings[1:]):
        if after and after.level > heading.level:
            continue
        content = concept.source.text[heading.span.end : after.span.start if after else concept.body.span.end]
        if not _COMMENT.sub("", content).strip():
            place = concept.source.slice(heading.span).rstrip()
            span = Span(heading.span.start, heading.span.start + len(place))
            message = f"the section `{heading.text}` is empty"
            yield Finding(concept.source, span, message, "write it, or remove the heading", owner=concept.id)


def _finding(concept: Concept, start: int, end: int) -> Finding:
    span = Span(start, end)
    message = f"`{concept.source.slice(span).strip()}` stands for text that is not written yet"
    help = "write it, or leave it out and say `draft: true`"
    return Finding(concept.source, span, message, help, owner=concept.id)


def _blank(text: str, span: Span) -> str:
    return text[: span.start] + " " * (span.end - span.start) + text[span.end :]
