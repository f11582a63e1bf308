"""Two titles that differ only in number, hyphens or case.

What it does
------------
Brings every title into a simple form (no case, no accents, no hyphens and spaces, no article in front, words without a
plural ending) and reports those that become equal. The endings are those of English, roughly.

Why is this bad?
----------------
Often the two are one entry written twice, by people who did not find each other's.

Example
-------
    title: Mesa-optimizer
    title: Mesa optimizers

Use instead
-----------
    title: Mesa-optimizer
    aliases: [mesa optimizers]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import Concept
from kb.model.problem import Finding, Related

CODE = "ID008"
NAME = "similar-title"

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"(?:the|an|a)\s+(?=\w)")


def check(context: Context) -> Iterator[Finding]:
    titled: dict[str, Concept] = {}
    for concept in context.readable:
        if not (form := _simple(concept.title)):
            continue
        first = titled.setdefault(form, concept)
        if first.id.casefold() == concept.id.casefold() or first.title.casefold() == concept.title.casefold():
            continue
        message = f"the title `{concept.title}` is nearly that of `{first.id}`, `{first.title}`"
        help = "join the entries, or make the titles say how they differ"
        related = (Related(first.source, first.value_span("title"), "the first"),)
        span = concept.value_span("title")
        yield Finding(concept.source, span, message, help, related=related, owner=concept.id)


def _simple(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.casefold().replace("'", "").replace("’", ""))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    if article := _ARTICLE.match(plain):
        plain = plain[article.end() :]
    return "".join(_singular(word) for word in _WORD.findall(plain))


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
