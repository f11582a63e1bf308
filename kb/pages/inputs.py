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
    texts += (_visible(site, concept) for concept in guide.concepts)
    return _fingerprint(texts)


def entry_inputs(site: Site, shared: str) -> Mapping[str, str]:
    """The fingerprint of each entry's page, by id; `shared` is that of what any page may show."""
    own = {id: hashlib.sha256(concept.source.text.encode()).digest() for id, concept in site.concepts.items()}
    linking, before = site.linking, shared.encode()
    # All are of one length, so that two lists never run together to the same bytes.
    return {
        id: hashlib.sha256(b"".join([before, own[id], *(own[one] for one in linking.get(id, ()))])).hexdigest()
        for id in site.concepts
    }


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
