"""A kind, a status or a choice that the vocabulary does not declare.

What it does
------------
Looks up the `kind` and the `status` of every entry, and the values of those qualifiers of its links that offer a
choice. An abstract kind only groups others, and no entry can have it.

Why is this bad?
----------------
The kind decides which relations an entry may have and where the site shows it; the status is what readers go by.

Example
-------
    kind: failure

Use instead
-----------
    kind: failure-mode
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.checks.blank import is_blank
from kb.checks.context import Context
from kb.model.concept import Concept, Link
from kb.model.problem import Edit, Finding, Fix
from kb.model.similar import similar
from kb.model.source import Span
from kb.model.vocabulary import Vocabulary

CODE = "FM006"
NAME = "invalid-value"


def check(context: Context) -> Iterator[Finding]:
    vocabulary = context.vocabulary
    kinds = frozenset(vocabulary.concrete_kinds)
    choices = {name for name, qualifier in vocabulary.qualifiers.items() if qualifier.type == "choice"}
    for concept in context.readable:
        if concept.kind and concept.kind not in kinds and not is_blank(concept.kind):
            yield _kind(concept, vocabulary)
        if concept.status and concept.status not in vocabulary.statuses and not is_blank(concept.status):
            message = f"unknown status `{concept.status}`"
            yield _finding(
                concept, concept.value_span("status"), message, concept.status, vocabulary.statuses, "status"
            )
        for link in concept.links:
            if not choices.isdisjoint(link.qualifiers):
                yield from _choices(concept, link, vocabulary)


def _kind(concept: Concept, vocabulary: Vocabulary) -> Finding:
    span = concept.value_span("kind")
    if concept.kind in vocabulary.kinds:
        below = [kind for kind in vocabulary.concrete_kinds if vocabulary.falls_under(kind, concept.kind)]
        message = f"the kind `{concept.kind}` is abstract: it groups others"
        help = (
            f"the kinds below it are {_list(below)}" if below else f"the kinds are {_list(vocabulary.concrete_kinds)}"
        )
        return Finding(concept.source, span, message, help, "no entry can have it", owner=concept.id)
    return _finding(concept, span, f"unknown kind `{concept.kind}`", concept.kind, vocabulary.concrete_kinds, "kind")


def _choices(concept: Concept, link: Link, vocabulary: Vocabulary) -> Iterator[Finding]:
    for name, value in link.qualifiers.items():
        qualifier = vocabulary.qualifiers.get(name)
        if not qualifier or qualifier.type != "choice" or not isinstance(value, str) or is_blank(value):
            continue
        if value not in qualifier.values:
            span = concept.value_span(*link.path, name)
            message = f"`{value}` is not a value of `{name}`"
            yield _finding(concept, span, message, value, qualifier.values, "value")


def _finding(concept: Concept, span: Span, message: str, value: str, known: Iterable[str], noun: str) -> Finding:
    known = list(known)
    fix = None
    help = f"declared: {_list(known)}" if known else f"the vocabulary declares no {noun}"
    if near := similar(value, known):
        fix = Fix(f"replace it by `{near}`", (Edit(concept.path, span, _plain(near)),))
        help = f"a similar {noun} exists: `{near}`"
    return Finding(concept.source, span, message, help, fix=fix, owner=concept.id)


def _plain(value: str) -> str:
    """A value as YAML reads it back as text."""
    return f'"{value}"' if value.lower() in ("null", "true", "false", "yes", "no", "on", "off", "~") else value


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
