"""Entries, relations and works in the few words that fit beside a cursor."""

from __future__ import annotations

import re

from kb.model.bibliography import Reference
from kb.model.concept import Concept
from kb.model.vocabulary import Vocabulary

_MARKUP = re.compile(r"[\\`*_\[\]<>]")


def plain(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def escaped(text: str) -> str:
    """A text as Markdown that shows it: an editor must not load an image because a contributor wrote one."""
    return _MARKUP.sub(lambda match: f"\\{match[0]}", plain(text))


def kind_of(vocabulary: Vocabulary, concept: Concept) -> str:
    """The label of an entry's kind; what was written if no kind is called so."""
    declared = vocabulary.kinds.get(concept.kind)
    return declared.label if declared else concept.kind


def status_of(vocabulary: Vocabulary, concept: Concept) -> str:
    """The label of an entry's status; empty if it has none."""
    declared = vocabulary.statuses.get(concept.status or "")
    return declared.label if declared else concept.status or ""


def authors_of(work: Reference) -> str:
    """`Hubinger et al., 2019`."""
    names = [author.family for author in work.authors]
    many = len(names) > 2 or work.et_al
    who = f"{names[0]} et al." if many and names else " and ".join(names)
    return ", ".join(part for part in (who, str(work.year or "")) if part)
