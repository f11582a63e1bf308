"""The steps of a guided sequence, in order, each with its reason."""

from __future__ import annotations

from kb.model.concept import Concept
from kb.pages.address import Place
from kb.pages.document import Block
from kb.pages.section import section
from kb.pages.site import Site

ANCHOR = "steps"


def steps(site: Site, concept: Concept, place: Place) -> list[Block]:
    """The section for one entry; nothing if it has no steps."""
    if not concept.steps:
        return []
    found = [(site.card(step.target), step.why or "") for step in concept.steps]
    return section(
        "Steps",
        ANCHOR,
        "steps.html",
        place=place,
        steps=found,
        minutes=sum(card.minutes for card, _ in found),
        path=concept.id,
    )
