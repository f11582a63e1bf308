"""Everything that pages share: worked out once for the whole guide, so that a page costs what is on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from kb.graph import Edge, Graph
from kb.model.concept import Concept
from kb.model.guide import Guide
from kb.model.vocabulary import Vocabulary
from kb.pages.address import Place, entry_page
from kb.pages.body import Rendered, render_body
from kb.pages.card import Card
from kb.pages.exercises import exercise_html
from kb.pages.levels import levels
from kb.pages.mention import Mention
from kb.pages.on_demand import OnDemand
from kb.pages.qualified import Qualified, qualified
from kb.pages.readings import Reading, reading
from kb.pages.spoken import spoken
from kb.pages.surroundings import Surroundings
from kb.pages.targets import Targets, links_into
from kb.pages.works import Works

WORDS_PER_MINUTE = 220
"""Silent reading of non-fiction in English: 238 a minute on average (Brysbaert 2019), less for unfamiliar matter."""

_STEM = re.compile(r"['’-]")


class Rule(NamedTuple):
    """A check, as its page tells it. `doc` is its docstring."""

    code: str
    name: str
    severity: str
    doc: str


@dataclass(frozen=True)
class Site:
    """A guide with its graph, and what follows from them for every page."""

    guide: Guide
    graph: Graph
    rules: Sequence[Rule] = ()

    @property
    def vocabulary(self) -> Vocabulary:
        return self.guide.vocabulary

    @cached_property
    def concepts(self) -> Mapping[str, Concept]:
        """The entries that can be shown, by id, in the order of their titles."""
        readable = (concept for concept in self.guide.by_id.values() if not concept.broken)
        return {concept.id: concept for concept in sorted(readable, key=lambda one: (sort_key(one.title), one.id))}

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """Every node of the graph, placeholders too."""
        found = {id: self._card(concept) for id, concept in self.concepts.items()}
        for id, node in self.graph.nodes.items():
            if id not in found:
                title = node.title if node.concept else id.replace("-", " ")
                found[id] = Card(id, title, wanted=True)
        return found

    def _card(self, concept: Concept) -> Card:
        vocabulary = self.vocabulary
        kind = vocabulary.kinds.get(concept.kind)
        area = vocabulary.areas.get(concept.area)
        status = vocabulary.statuses.get(concept.status or "")
        return Card(
            concept.id,
            concept.title or concept.id,
            concept.kind,
            kind.label if kind else concept.kind,
            concept.status or "",
            status.label if status else concept.status or "",
            concept.area,
            area.label if area else concept.area,
            concept.summary,
            max(1, round((concept.body.words + len(concept.summary.split())) / WORDS_PER_MINUTE)),
            concept.origin.year if concept.origin else None,
        )

    def card(self, id: str) -> Card:
        """The card of an entry; of something wanted, if there is no such entry."""
        return self.cards.get(id) or Card(id, id.replace("-", " "), wanted=True)

    @cached_property
    def _spoken(self) -> frozenset[str]:
        """Of the words that titles begin with, those that the guide writes with a small letter."""
        begun = {_STEM.split(_small(concept.title))[0] for concept in self.concepts.values()}
        return spoken(begun, (concept.source.text for concept in self.concepts.values()))

    @cached_property
    def phrase(self) -> Callable[[str], str]:
        """Gives the title of an entry as it stands inside a sentence; worked out once for each.

        A title loses its capital if nothing else in it is capitalized and the guide writes its first word with a small
        letter elsewhere: "Deceptive alignment" does, "Goodhart's law" and "Paul Christiano" do not. A work's title is a
        name and stays as it is.
        """
        return cache(self._phrase)

    def _phrase(self, id: str) -> str:
        title = self.card(id).title
        small, rest = _small(title), title.partition(" ")[2]
        is_work = id in self.concepts and self.concepts[id].cite is not None
        if is_work or rest != rest.lower() or small != small.lower() or _STEM.split(small)[0] not in self._spoken:
            return title
        return f"{small} {rest}" if rest else small

    @cached_property
    def bodies(self) -> Mapping[str, Rendered]:
        """The rendered text of every entry, each rendered when it is first asked for."""
        around = Surroundings(Targets(self.guide), self.phrase, exercise_html)
        return OnDemand(self.concepts, lambda one: render_body(around, self.concepts[one], Place(entry_page(one))))

    @cached_property
    def mentions(self) -> Mapping[str, Sequence[tuple[str, Mention]]]:
        """For each entry, the entries whose text links to it, each with the first sentence that does."""
        return OnDemand(self.linking, lambda one: tuple(self._sentences(one)))

    def _sentences(self, target: str) -> Iterator[tuple[str, Mention]]:
        for id in self.linking[target]:
            if id != target and (first := self._first[id].get(target)):
                yield id, first

    @cached_property
    def _first(self) -> Mapping[str, Mapping[str, Mention]]:
        """By entry and by what its text links to, the first sentence that does."""
        return OnDemand(self.concepts, lambda one: {said.target: said for said in reversed(self.bodies[one].mentions)})

    @cached_property
    def linking(self) -> Mapping[str, Sequence[str]]:
        """For each entry, the entries whose text may link to it; known without rendering any."""
        return links_into(self.guide, self.concepts)

    @cached_property
    def citing(self) -> Mapping[str, Sequence[str]]:
        """For each key of the bibliography, the entries that cite it."""
        found: dict[str, list[str]] = {}
        for id, concept in self.concepts.items():
            for key in concept.cited:
                found.setdefault(key, []).append(id)
        return found

    @cached_property
    def works(self) -> Works:
        """The bibliography, formatted."""
        about = {concept.cite: self.card(id) for id, concept in self.concepts.items() if concept.cite}
        return Works(self.guide.bibliography, about)

    def qualified(self, edge: Edge) -> Qualified:
        """What an edge says of itself; worked out once for both its ends."""
        found = self._qualified.get(edge.key)
        if found is None:
            found = self._qualified[edge.key] = qualified(self.vocabulary, edge)
        return found

    @cached_property
    def _qualified(self) -> dict[tuple[str, str, str], Qualified]:
        return {}

    @cached_property
    def readings(self) -> Mapping[tuple[str, bool], Reading]:
        """How each relation is read from its start (True) and from its end, in the vocabulary's order."""
        return {
            (relation, outgoing): reading(self.vocabulary, relation, outgoing)
            for relation in self.vocabulary.relations
            for outgoing in (True, False)
        }

    def levels(self, relation: str) -> Mapping[str, int]:
        """For each entry the longest chain of a relation below it."""
        if relation not in self._levels:
            needs: dict[str, list[str]] = {}
            for edge in self.graph.by_relation.get(relation, ()):
                needs.setdefault(edge.source, []).append(edge.target)
            self._levels[relation] = levels(needs)
        return self._levels[relation]

    @cached_property
    def _levels(self) -> dict[str, Mapping[str, int]]:
        return {}


def _small(title: str) -> str:
    """The first word of a title with a small letter."""
    first = title.partition(" ")[0]
    return first[:1].lower() + first[1:]


def sort_key(title: str) -> str:
    """Where a title stands in a list: case and leading signs do not count."""
    return title.casefold().lstrip("\"'“‘([ ")
