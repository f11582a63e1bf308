"""An entry's page: its text, and around it what the graph knows."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model.concept import Concept
from kb.pages.address import Place, entry_page
from kb.pages.check_yourself import check_yourself
from kb.pages.confusions import confusions
from kb.pages.document import Block, Heading, Html, document
from kb.pages.mentioned import mentioned
from kb.pages.near import near
from kb.pages.prerequisites import prerequisites
from kb.pages.reading import cite_this, further_reading, numbered
from kb.pages.relations import relations
from kb.pages.section import macro
from kb.pages.site import Site
from kb.pages.small_print import cites
from kb.pages.steps import steps
from kb.pages.told import groups, told


def entry(site: Site, concept: Concept) -> str:
    """The text of an entry's page."""
    card = site.card(concept.id)
    return document(card.title, concept.summary, _blocks(site, concept, Place(entry_page(concept.id))))


def _blocks(site: Site, concept: Concept, place: Place) -> Iterator[Block]:
    edges = told(site, concept.id)
    numbers = numbered(concept, edges)
    yield Html(
        macro(
            "head.html",
            place=place,
            card=site.card(concept.id),
            concept=concept,
            origin=cites([concept.origin.cite], numbers) if concept.origin and concept.origin.cite else None,
            before=prerequisites(site, concept.id),
            has_area=concept.area in site.vocabulary.areas,
            has_kind=concept.kind in site.vocabulary.kinds,
            has_status=concept.status in site.vocabulary.statuses,
        )
    )
    text = site.bodies[concept.id].blocks
    opening = next((at for at, block in enumerate(text) if isinstance(block, Heading)), len(text))
    yield from text[:opening]
    yield from steps(site, concept, place)
    yield from text[opening:]
    found = groups(site, edges)
    yield from relations(site, concept.id, place, numbers, found)
    yield from near(site, concept.id, place, found)
    yield from mentioned(site, concept.id, place)
    yield from confusions(site, concept.id, place, numbers, edges)
    yield from check_yourself(site, concept, edges)
    yield from further_reading(site, place, numbers)
    yield from cite_this(site, concept, place)
