"""What pages are made from, as fingerprints: whose fingerprint is the same comes out the same and need not be made again.

A page of an entry is made from three things: the entry's own text; the sentences of other entries that link to it; and
what everything else may show, which is every frontmatter, and of the texts their headings, exercises, citations and reading
times. All other files are made from the third alone. So after a change of wording in one entry, its page and those of the
entries it links to are made again; after a change of any frontmatter, all are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from kb.model.concept import Concept
from kb.pages.site import Site


def shared_inputs(site: Site, *more: str) -> str:
    """The fingerprint of what any page may show. `more` is what the caller knows besides the guide: the tool itself."""
    guide = site.guide
    texts = [guide.vocabulary_source.text, guide.bibliography.source.text, *sorted(guide.images), "", *more, ""]
    for concept in guide.concepts:
        texts += _visible(site, concept)
    return _fingerprint(texts)


def entry_inputs(site: Site, shared: str) -> Mapping[str, str]:
    """The fingerprint of each entry's page, by id; `shared` is that of what any page may show."""
    own = {id: hashlib.sha256(concept.source.text.encode()).hexdigest() for id, concept in site.concepts.items()}
    linking = site.linking
    return {id: _fingerprint([shared, own[id], *(own[one] for one in linking.get(id, ()))]) for id in site.concepts}


def _visible(site: Site, concept: Concept) -> Iterable[str]:
    """Of one entry, what the pages of others may show or depend on, besides sentences that link to them."""
    source, body = concept.source, concept.body
    yield concept.path
    yield source.text if concept.broken else source.slice(concept.frontmatter)
    yield repr([(heading.level, heading.slug, heading.text) for heading in body.headings])
    yield from (source.slice(exercise.span) for exercise in body.exercises)
    yield repr(concept.cited)
    if concept.id in site.concepts:
        # The phrase depends on the words of every text, the minutes on how many there are.
        yield f"{site.card(concept.id).minutes} {site.phrase(concept.id)}"


def _fingerprint(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode()
        # With its length before each, two lists never run together to the same bytes.
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()
