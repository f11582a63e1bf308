"""What an edge says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from kb.graph import Edge
from kb.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Qualified:
    """What an edge says of itself: its reason, further texts and choices with their labels, and its sources."""

    reason: str
    texts: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


def qualified(vocabulary: Vocabulary, edge: Edge) -> Qualified:
    """What an edge carries, in the vocabulary's order. The first text is the reason; the others keep their labels."""
    reason = ""
    texts: list[tuple[str, str]] = []
    choices: list[tuple[str, str]] = []
    sources: list[str] = []
    for name, qualifier in vocabulary.named_qualifiers(edge.relation):
        if qualifier.type == "citation":
            sources.extend(edge.keys(name))
        elif text := edge.text(name):
            if qualifier.type == "choice":
                choices.append((qualifier.label, text))
            elif not reason and not texts:
                reason = text
            else:
                texts.append((qualifier.label, text))
    return Qualified(reason, tuple(texts), tuple(choices), tuple(dict.fromkeys(sources)))
