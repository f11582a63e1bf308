"""The text of an entry as blocks of a page: its headings, and ready HTML between them."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model.concept import Concept
from kb.pages.address import Place
from kb.pages.document import Block, Heading, Html
from kb.pages.fragment import Fragment
from kb.pages.mention import Mention
from kb.pages.surroundings import Surroundings
from kb.pages.writer import Writer


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of one entry, ready for its page, and the sentences in it that link to other entries."""

    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]


def render_body(around: Surroundings, concept: Concept, place: Place) -> Rendered:
    """Render the text of `concept` for the page at `place`."""
    page = _Page(around, concept, place)
    span = concept.body.span
    page.writer.run(concept.source.text[span.start : span.end], span.start)
    page.end()
    return Rendered(tuple(page.blocks), tuple(page.writer.prose.mentions))


class _Page:
    def __init__(self, around: Surroundings, concept: Concept, place: Place) -> None:
        self.headings = {heading.span.start: heading for heading in concept.body.headings}
        self.writer = Writer(around, concept, place, self.divide)
        self.blocks: list[Block] = []

    def divide(self, start: int, inner: Fragment) -> None:
        """A heading ends. One inside a list or a quotation is part of the block around it."""
        heading = self.headings[start]
        # A page has one heading of the first level: its title.
        level = max(heading.level, 2)
        if self.writer.depth:
            self.writer.out.open(f"h{level}", own=self.writer.macros.anchor(heading.slug))
            self.writer.out.extend(inner)
            self.writer.out.close(f"h{level}")
            return
        self.flush()
        self.blocks.append(Heading(level, inner.html(), heading.slug, indexed=True))

    def flush(self) -> None:
        html = self.writer.out.html()
        self.writer.out = Fragment()
        if html.strip():
            self.blocks.append(Html(self.writer.macros.text(html)))

    def end(self) -> None:
        """The text ends: what is left becomes a block, and the notes that were referred to follow it."""
        self.flush()
        notes = self.writer.notes
        found = [(number, notes.texts[label]) for label, number in notes.numbers.items() if label in notes.texts]
        if found:
            ready = [(number, text.html()) for number, text in found]
            self.blocks.append(Html(self.writer.macros.notes(ready)))
