"""A summary that only repeats the title.

What it does
------------
Takes the words of the summary without those that every sentence has, and without the name of the entry's kind, and
compares them with the words of the title and the aliases; endings do not count. One new word is enough.

Why is this bad?
----------------
Who does not know what the title means does not know it after the summary either.

Example
-------
    title: Deceptive alignment
    summary: Deceptive alignment is alignment that is deceptive.

Use instead
-----------
    title: Deceptive alignment
    summary: A mesa-optimizer with another objective acts as if it shared the base objective, to avoid being changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.checks.context import Context
from kb.model.problem import Finding

CODE = "DEF004"
NAME = "circular-summary"

_WORD = re.compile(r"\w+")
_STOP = frozenset({
    "a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by",
    "called", "can", "do", "does", "each", "etc", "every", "for", "form", "from", "has", "have", "having", "how",
    "if", "in", "into", "is", "it", "its", "itself", "kind", "known", "means", "more", "most", "no", "not", "of",
    "often", "on", "one", "only", "or", "other", "same", "so", "some", "something", "such", "than", "that", "the",
    "their", "them", "there", "these", "they", "thing", "this", "those", "to", "type", "used", "very", "was",
    "were", "what", "when", "where", "which", "who", "will", "with", "without",
})  # fmt: skip
_ENDINGS = ("ational", "ization", "isation", "ations", "ation", "ments", "ment", "ness", "ingly", "ively", "ives", "ive",
            "tions", "tion", "ions", "ion", "ings", "ing", "ers", "ors", "er", "or", "ized", "ize", "ies", "ed", "es",
            "al", "ly", "s", "e", "y")  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    kinds = {name: {_stem(word) for word in _words(kind.label)} for name, kind in context.vocabulary.kinds.items()}
    for concept in context.readable:
        known = {_stem(word) for name in (concept.title, *concept.aliases) for word in _words(name)}
        known |= kinds.get(concept.kind, set())
        new = (_stem(word) not in known for word in _words(concept.summary))
        # A summary without any word is another mistake.
        if not next(new, True) and not any(new):
            message = "the summary uses nothing but the words of the title"
            help = "say what it is in words that somebody knows who does not know the title"
            yield Finding(concept.source, concept.value_span("summary"), message, help, owner=concept.id)


def _words(text: str) -> Iterator[str]:
    return (word for match in _WORD.finditer(text.casefold()) if (word := match[0]) not in _STOP)


@cache
def _stem(word: str) -> str:
    """The word without a common English ending, as long as four letters remain."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
