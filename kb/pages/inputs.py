"""What pages are made from, as fingerprints: whose fingerprint is the same comes out the same and need not be made again.

A page of an entry is made from words and from surroundings. Its words are its own text and those that link to it, of which
it shows sentences. Its surroundings are the frontmatter, headings and reading time of every entry it may name, and the
works it refers to. All other files are made from everything but the words of texts. So after a change of wording in one
entry, its page and those of the entries it links to are made again; after a change of a title, a summary or an edge, the
pages that may show it, and the lists and maps.

A section of a page that shows something of other entries than those in `_named` has to add them there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from kb.model.concept import Concept
from kb.pages.prerequisites import LONGEST_WAY
from kb.pages.reading import numbered
from kb.pages.relations import MOST_INFERRED
from kb.pages.site import Site
from kb.pages.told import told


def shared_inputs(site: Site, *more: str) -> str:
    """The fingerprint of what any page may show. `more` is what the caller knows besides the guide: the tool itself."""
    guide = site.guide
    texts = [*_common(site), guide.bibliography.source.text, *more, ""]
    texts += (_visible(site, concept) for concept in guide.concepts)
    return _fingerprint(texts)


def entry_inputs(site: Site, surroundings: Mapping[str, str]) -> Mapping[str, str]:
    """The fingerprint of each entry's page, by id, from those of its surroundings. It ends with the latter."""
    own = {id: hashlib.sha256(concept.source.text.encode()).digest() for id, concept in site.concepts.items()}
    made = {}
    for id in site.concepts:
        words = hashlib.sha256(b"".join([own[id], *(own[one] for one in site.linking.get(id, ()))])).hexdigest()
        made[id] = f"{words} {surroundings[id]}"
    return made


def kept_surroundings(inputs: Mapping[str, str]) -> Mapping[str, str]:
    """The surroundings from the fingerprints that `entry_inputs` made. They hold as long as `shared_inputs` is the same."""
    return {id: one.partition(" ")[2] for id, one in inputs.items()}


def surroundings(site: Site, *more: str) -> Mapping[str, str]:
    """The fingerprint of each entry's surroundings, by id. `more` is what any page may depend on besides the guide."""
    by_id = site.guide.by_id
    # Of several entries with one id all but the first are shown nowhere, yet their edges are.
    others = (_visible(site, concept) for concept in site.guide.concepts if by_id[concept.id] is not concept)
    common = _fingerprint([*_common(site), *more, "", *others]).encode()
    seen = {id: hashlib.sha256(_visible(site, concept).encode()).digest() for id, concept in by_id.items()}
    # Of what does not exist a page can show the name.
    steps = (step.target for concept in site.concepts.values() for step in concept.steps)
    seen = {id: hashlib.sha256(id.encode()).digest() for id in (*site.graph.nodes, *steps)} | seen
    linked: dict[str, list[str]] = {}
    for target in sorted(site.linking):
        for id in site.linking[target]:
            linked.setdefault(id, []).append(target)
    works = dict(_works(site, seen))
    made = {}
    for id, concept in site.concepts.items():
        parts = [common, *(seen[one] for one in _named(site, concept, linked)), b"works"]
        parts += (works.get(key) or hashlib.sha256(key.encode()).digest() for key in numbered(concept, told(site, id)))
        made[id] = hashlib.sha256(b"".join(parts)).hexdigest()
    return made


def _works(site: Site, seen: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Each work of the bibliography as a page shows it, with the entry that is about it."""
    for one in site.guide.bibliography:
        said = repr((one.key, one.type, one.title, tuple(one.authors), one.et_al, one.year, dict(one.fields)))
        about = site.works.entries.get(one.key)
        yield one.key, hashlib.sha256(said.encode() + (seen[about.id] if about else b"")).digest()


def _named(site: Site, concept: Concept, linked: Mapping[str, list[str]]) -> Iterator[str]:
    """The entries that a page may say something of, in an order in which the page may show them."""
    yield concept.id
    edges = list(site.graph.seen_from(concept.id))
    yield from (one.other for one in edges)
    yield from (step.target for step in concept.steps)
    yield from linked.get(concept.id, ())
    for one in site.linking.get(concept.id, ()):
        # The sentence that links here may name what else its text links to.
        yield one
        yield from linked[one]
    yield from _implied(site, concept.id, len(edges))


def _implied(site: Site, id: str, direct: int) -> Iterator[str]:
    """What follows from the edges of transitive relations, and what comes before an entry."""
    for relation, outgoing in {(one.edge.relation, one.outgoing): None for one in site.graph.seen_from(id)}:
        if site.vocabulary.relations[relation].transitive:
            chains = site.graph.closure(relation).nearest(id, MOST_INFERRED + direct + 1, below=not outgoing)
            for chain in chains:
                yield from chain
    view = site.vocabulary.views.prerequisites
    if view and view.relation in site.vocabulary.relations:
        way = [chain[-1] for chain in site.graph.closure(view.relation).nearest(id, LONGEST_WAY + 1)]
        yield from way
        # The page shows them in an order that depends on edges far away.
        levels = site.levels(view.relation)
        yield from sorted(way, key=lambda one: (levels.get(one, 0), site.card(one).title))


def _common(site: Site) -> list[str]:
    return [site.guide.vocabulary_source.text, *sorted(site.guide.images), ""]


def _visible(site: Site, concept: Concept) -> str:
    """Of one entry, what the pages of others may show or depend on, besides sentences that link to them."""
    source, body = concept.source, concept.body
    text = source.text if concept.broken else source.slice(concept.frontmatter)
    said: list[object] = [
        concept.path,
        [(heading.level, heading.slug, heading.text) for heading in body.headings],
        [source.slice(exercise.span) for exercise in body.exercises],
        concept.cited,
    ]
    if concept.id in site.concepts:
        # The phrase depends on the words of every text, the minutes on how many there are.
        said += [site.card(concept.id).minutes, site.phrase(concept.id)]
    return f"{len(text)}:{text}{said!r}"


def _fingerprint(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode()
        # With its length before each, two lists never run together to the same bytes.
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()
