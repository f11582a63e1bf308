"""A summary that does not have the form of one.

What it does
------------
A summary is one or two sentences on one line of text, of at most 300 characters; it starts with a capital letter and ends
with a full stop. A first word such as `k-means` or `mRNA` keeps its small letter.

Why is this bad?
----------------
Summaries stand below one another in lists, cards and search results, where a loose phrase or a paragraph looks wrong.

Example
-------
    summary: an optimizer that was found by another optimizer

Use instead
-----------
    summary: An optimizer that was found by another optimizer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.problem import Edit, Finding, Fix
from kb.model.source import Span

CODE = "DEF003"
NAME = "summary-form"

LONGEST = 300
_ENDED = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑]\w+)*")
_BLOCK = re.compile(r"\|[+-]?(?=[ \t]*\r?\n)")


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        text = concept.summary.strip()
        if not text:
            continue
        word = _WORD.match(text)
        small = word is not None and word[0].islower() and word[0][1:2] not in ("-", "‐", "‑")
        ended = _ENDED.search(text)
        if ended and not small and "\n" not in text and len(text) <= LONGEST:
            continue
        span = concept.value_span("summary")
        if len(text) > LONGEST:
            message = f"the summary is {len(text)} characters long; at most {LONGEST} fit where summaries are shown"
            help = "keep what sets the entry apart and move the rest into the text"
            yield Finding(concept.source, span, message, help, owner=concept.id)
        if "\n" in text:
            message, help = "the summary has a line break inside", "write it as one paragraph, with `>-` for long lines"
            yield Finding(concept.source, span, message, help, fix=_folded(concept, span, text), owner=concept.id)
        if word and small:
            message, help = "the summary starts with a small letter", "start it with a capital letter"
            fix = _replaced(concept, span, word[0], word[0][0].upper() + word[0][1:])
            yield Finding(concept.source, span, message, help, fix=fix, owner=concept.id)
        if not ended:
            message, help = "the summary does not end with a full stop", "end it with a full stop"
            yield Finding(concept.source, span, message, help, fix=_stopped(concept, span, text), owner=concept.id)


def _folded(concept: Concept, span: Span, text: str) -> Fix | None:
    """A literal block as a folded one, which joins its rows; not across an empty row, which would stay a break."""
    header = _BLOCK.match(concept.source.text, span.start)
    if not header or "\n\n" in text or "\n " in text:
        return None
    return Fix("fold the rows", (Edit(concept.path, Span(*header.span()), ">-"),), safe=True)


def _replaced(concept: Concept, span: Span, word: str, by: str) -> Fix | None:
    at = concept.source.text.find(word, span.start, span.end)
    if at < 0:
        return None
    return Fix(f"write `{by}`", (Edit(concept.path, Span(at, at + len(word)), by),), safe=True)


def _stopped(concept: Concept, span: Span, text: str) -> Fix | None:
    written = concept.source.slice(span)
    end = span.end - 1 if written[:1] in "\"'" else span.end
    # Where the last written character is not the last of the text, it is an escape or a comment; behind a comma or a
    # colon words are missing and not a full stop.
    if concept.source.text[end - 1] != text[-1] or text[-1] in ",;:-–—":
        return None
    return Fix("add a full stop", (Edit(concept.path, Span(end, end), "."),), safe=True)
