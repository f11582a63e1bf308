"""Which kinds the links of a guide join, as their authors wrote them, and which relations would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property

from kb.model.concept import Concept, Link
from kb.model.guide import Guide


class Pairings:
    """Answers about kinds and relation words, each worked out once."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._vocabulary = guide.vocabulary
        self.may_start = cache(self._may_start)
        self.fits = cache(self._fits)

    @cached_property
    def by_relation(self) -> Sequence[tuple[Concept, Sequence[Link]]]:
        """Each entry's links, relation by relation, as far as both kinds are known and the two ends differ."""
        return tuple(self._by_relation())

    def _by_relation(self) -> Iterator[tuple[Concept, Sequence[Link]]]:
        directions, by_id = self._vocabulary.directions, self._guide.by_id
        kinds = frozenset(self._vocabulary.concrete_kinds)
        for concept in self._guide.concepts:
            if concept.broken or concept.kind not in kinds:
                continue
            groups: dict[str, list[Link]] = {}
            for link in concept.links:
                other = by_id.get(link.target)
                if link.relation in directions and other and other.kind in kinds and other.id != concept.id:
                    groups.setdefault(link.relation, []).append(link)
            for links in groups.values():
                yield concept, links

    def kind(self, id: str) -> str:
        return self._guide.by_id[id].kind

    def _may_start(self, word: str, kind: str) -> bool:
        """Whether an entry of this kind may have the relation at all."""
        return any(self._fits(word, kind, other) for other in self._vocabulary.concrete_kinds)

    def _fits(self, word: str, kind: str, other: str) -> bool:
        """Whether the relation, in the direction of `word`, may lead from one kind to the other."""
        direction = self._vocabulary.directions[word]
        start, end = (other, kind) if direction.inverted else (kind, other)
        return self._vocabulary.joins(direction.relation, start, end)

    def valid(self, kind: str, others: Iterable[str]) -> str:
        """The relations that may lead from a kind to all the others, in words."""
        others = list(others)
        words: list[str] = [
            word for word in self._vocabulary.directions if all(self.fits(word, kind, other) for other in others)
        ]
        ends = " and ".join(f"`{other}`" for other in others)
        if not words:
            return f"no relation leads from `{kind}` to {ends}"
        return f"from `{kind}` to {ends} lead: {', '.join(f'`{word}`' for word in words)}"
