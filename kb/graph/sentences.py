"""Edges and ways told as sentences, in the vocabulary's words."""

from __future__ import annotations

from collections.abc import Iterable

from kb.graph.graph import Graph, Seen


def sentence(graph: Graph, start: str, seen: Seen) -> str:
    """`Debate is a kind of scalable oversight` — an edge read from `start`, in plain text, without its reason."""
    return f"{graph.nodes[start].title} {graph.vocabulary.label(seen.name)} {graph.nodes[seen.other].title}"


def reasons(graph: Graph, seen: Seen) -> Iterable[tuple[str, str]]:
    """What an edge says of itself: `(label, text)` for each text or choice it carries, in the vocabulary's order."""
    for name, qualifier in graph.vocabulary.named_qualifiers(seen.edge.relation):
        if qualifier.type != "citation" and (text := seen.edge.text(name)):
            yield qualifier.label, text


def way(graph: Graph, start: str, hops: Iterable[Seen]) -> list[tuple[str, list[tuple[str, str]]]]:
    """A way from `start`, hop by hop: each hop's sentence and its reasons."""
    told = []
    for hop in hops:
        told.append((sentence(graph, start, hop), list(reasons(graph, hop))))
        start = hop.other
    return told
