"""From the events of pulldown-cmark to HTML in which links, citations, formulas and exercises are ready.

Everything that is not a plain element of Markdown is made by a macro of `templates/inline.html`: a piece (see `fragment`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from markupsafe import Markup

from kb.model.concept import Citation, Concept, Exercise
from kb.model.markdown import located_events
from kb.model.source import Span
from kb.pages.address import Place
from kb.pages.environment import environment
from kb.pages.formula import mathml
from kb.pages.fragment import Fragment
from kb.pages.notes import Notes
from kb.pages.prose import Prose
from kb.pages.surroundings import Surroundings
from kb.pages.targets import Target

_TAGS = {"Paragraph": "p", "Emphasis": "em", "Strong": "strong", "Strikethrough": "del", "Item": "li", "TableRow": "tr"}
_BLOCKS = frozenset(
    {"Paragraph", "Item", "List", "TableHead", "TableRow", "BlockQuote", "CodeBlock", "FootnoteDefinition", "Heading"}
)
_APART = _BLOCKS | {"TableCell"}
"""What stands in one of these does not go on in the next."""
_PLACED = frozenset({"Heading", "CodeBlock"})
"""Those that are looked up by where they begin."""
_NESTS = frozenset({"Item", "BlockQuote", "FootnoteDefinition", "Table"})


@lru_cache(maxsize=1 << 16)
def _entry_link(href: str, id: str, title: str) -> Markup:
    """The attributes of a link to an entry, most of which are asked for many times."""
    macros: Any = environment().get_template("inline.html").module
    return Markup(macros.entry_link(href, id, title))  # noqa: S704 (a macro's output)


@lru_cache(maxsize=1 << 14)
def _citation(cites: tuple[tuple[str, str | None, int | None], ...]) -> Markup:
    """Marks of works: the key, the locator and the number of each."""
    macros: Any = environment().get_template("inline.html").module
    return Markup(macros.citation(cites))  # noqa: S704 (a macro's output)


class _OpenLink(NamedTuple):
    target: Target
    start: int
    """Where its words begin in the paragraph."""
    muted: bool
    """Its words are ours; those in the source are not shown."""


class Writer:
    """Writes one text. `divide` is called at each heading that divides the page, with its place and its inner HTML."""

    def __init__(
        self, around: Surroundings, concept: Concept, place: Place, divide: Callable[[int, Fragment], None]
    ) -> None:
        self.around, self.concept, self.place, self.divide = around, concept, place, divide
        self.macros: Any = environment().get_template("inline.html").module
        self.citations: Mapping[int, Citation] = {one.span.start: one for one in concept.body.citations}
        self.exercises: Mapping[int, Exercise] = {one.span.start: one for one in concept.body.exercises}
        self.cited = {key: number for number, key in enumerate(concept.cited, 1)}
        self.out = Fragment()
        self.prose = Prose()
        self.notes = Notes()
        self.depth = 0
        self.skip_from = self.skip_to = 0
        self.waiting: list[Fragment] = []
        self.label: list[str] = []
        self.links: list[_OpenLink] = []
        self.code: list[str] | None = None
        self.alt: list[str] | None = None
        self.info = ""
        self.start = 0
        self.aligned: list[str] = []
        self.column = 0
        self.in_head = False
        self.in_heading = False
        self.one_line = False
        """A short text: what looks like HTML in it is text."""

    def run(self, text: str, start: int) -> None:
        """Write `text`, which stands at offset `start` of the file."""
        found, place = located_events(text, start)
        for event, bounds in found:
            if self.skip_to and self.skipped(event, place(bounds)):
                continue
            if isinstance(event, str):
                self.blank(event)
                continue
            ((name, value),) = event.items()
            if name == "Text":
                if value[:1] == "[" and self.citations and self.code is None:
                    span = place(bounds)
                    if citation := self.citations.get(span.start):
                        cites = ((one.key, one.locator, self.cited.get(one.key)) for one in citation.cites)
                        self.out.piece(_citation(tuple(cites)))
                        self.skip_from, self.skip_to = citation.span
                        self.skipped(event, span)
                        continue
                self.text(value)
            elif name == "Start":
                if isinstance(value, str):
                    self.enter(value, None)
                else:
                    ((tag, detail),) = value.items()
                    if tag in _PLACED:
                        self.start = place(bounds).start
                    self.enter(tag, detail)
            elif name == "End":
                if isinstance(value, str):
                    self.leave(value, None)
                else:
                    ((tag, detail),) = value.items()
                    self.leave(tag, detail)
            else:
                self.leaf(name, value)

    def skipped(self, event: Any, span: Span) -> bool:
        """Whether an event is part of the citation that was written last.

        What began before it, such as the list around it, still ends. The bracket that closes it may share its text with
        what follows. One that stands in another block closes nothing there.
        """
        if not self.skip_from <= span.start < self.skip_to:
            if span.start >= self.skip_to:
                self.skip_from = self.skip_to = 0
            return False
        if span.end > self.skip_to and isinstance(event, dict) and "Text" in event:
            self.text(event["Text"][self.skip_to - span.start :])
        if isinstance(event, dict) and (tag := event.get("Start") or event.get("End")):
            if (tag if isinstance(tag, str) else next(iter(tag))) in _APART:
                self.skip_from = self.skip_to = 0
                return False
            # Half of an element may be gone with it.
            self.out.foreign("")
        return True

    def blank(self, name: str) -> None:
        if self.alt is not None:
            self.alt.append(" ")
            return
        if name == "SoftBreak":
            self.out.words(" ")
        else:
            self.out.void("br" if name == "HardBreak" else "hr")
        self.prose.say(" ")

    def text(self, value: str) -> None:
        if self.code is not None:
            self.code.append(value)
        elif self.alt is not None:
            self.alt.append(value)
        elif not (self.links and self.links[-1].muted):
            self.out.words(value)
            self.prose.say(value)

    def leaf(self, name: str, value: Any) -> None:
        if self.alt is not None:
            self.alt.append(str(value))
            return
        if self.links and self.links[-1].muted:
            return
        match name:
            case "Code":
                self.out.open("code")
                self.out.words(value)
                self.out.close("code")
                self.prose.say(value)
            case "InlineMath" | "DisplayMath":
                block = name == "DisplayMath"
                made = mathml(value, block=block)
                self.out.piece(self.macros.formula(Markup(made) if made else None, value, block))  # noqa: S704 (cleaned)
                self.prose.say(value)
            case "Html" | "InlineHtml":
                if self.one_line:
                    self.out.words(value)
                else:
                    self.out.foreign(value)
            case "TaskListMarker":
                self.out.piece(self.macros.task(value))
            case "FootnoteReference":
                number, first = self.notes.number(value)
                self.out.piece(self.macros.note_reference(number, first))

    def enter(self, name: str, value: Any) -> None:
        if name in _BLOCKS:
            self.prose.end()
        if name in _NESTS:
            self.depth += 1
        if self.alt is not None and name != "Image":
            return
        if tag := _TAGS.get(name):
            self.column = 0
            self.out.open(tag)
            return
        match name:
            case "Link":
                self.enter_link(value)
            case "List":
                if value is None:
                    self.out.open("ul")
                else:
                    self.out.open("ol", f' start="{int(value)}"')
            case "Heading":
                self.in_heading = True
                self.waiting.append(self.out)
                self.out = Fragment()
            case "CodeBlock":
                self.code = []
                self.info = value["Fenced"] if isinstance(value, dict) else ""
            case "Image":
                self.alt = []
                self.links.append(_OpenLink(self.target(value, image=True), 0, False))
            case "BlockQuote" if value:
                self.out.open("div", own=self.macros.callout(value))
                self.out.piece(self.macros.callout_title(value))
            case "BlockQuote":
                self.out.open("blockquote")
            case "FootnoteDefinition":
                self.waiting.append(self.out)
                self.out = Fragment()
                self.label.append(value)
            case "Table":
                self.aligned = value
                self.out.open("div", own=self.macros.scrolling())
                self.out.open("table")
            case "TableHead":
                self.in_head, self.column = True, 0
                self.out.open("thead")
                self.out.open("tr")
            case "TableCell":
                self.enter_cell()

    def enter_cell(self) -> None:
        side = self.aligned[self.column].lower() if self.column < len(self.aligned) else "none"
        self.column += 1
        own = self.macros.aligned(side) if side != "none" else None
        if self.in_head:
            self.out.open("th", ' scope="col"', own)
        else:
            self.out.open("td", own=own)

    def leave(self, name: str, value: Any) -> None:
        if name in _BLOCKS:
            self.prose.end()
        if name in _NESTS:
            self.depth -= 1
        if self.alt is not None and name != "Image":
            return
        if tag := _TAGS.get(name):
            self.out.close(tag)
            return
        match name:
            case "Link":
                self.leave_link(self.links.pop())
            case "List":
                self.out.close("ol" if value else "ul")
            case "Heading":
                self.in_heading = False
                inner, self.out = self.out, self.waiting.pop()
                self.divide(self.start, inner)
            case "CodeBlock":
                self.leave_code("".join(self.code or ()))
                self.code = None
            case "Image":
                self.leave_image(self.links.pop().target, "".join(self.alt or ()))
            case "BlockQuote":
                self.out.close("div" if value else "blockquote")
            case "FootnoteDefinition":
                self.notes.texts.setdefault(self.label.pop(), self.out)
                self.out = self.waiting.pop()
            case "Table":
                for tag in ("tbody", "table", "div"):
                    self.out.close(tag)
            case "TableHead":
                self.in_head = False
                self.out.close("tr")
                self.out.close("thead")
                self.out.open("tbody")
            case "TableCell":
                self.out.close("th" if self.in_head else "td")
                self.prose.say(" — ")

    def target(self, link: Any, *, image: bool = False) -> Target:
        written = link["dest_url"]
        if image:
            return self.around.targets.image(self.concept, self.place, written)
        wikilink = not isinstance(link["link_type"], str)
        if link["link_type"] == "Email":
            written = f"mailto:{written}"
        # In a table the bar of a wikilink is written `\|`, and the backslash is left at the target.
        written = written.rstrip("\\") if wikilink else written
        return self.around.targets.link(self.concept, self.place, written, wikilink=wikilink)

    def enter_link(self, link: Any) -> None:
        target = self.target(link)
        bare = not isinstance(link["link_type"], str) and not next(iter(link["link_type"].values()))["has_pothole"]
        opened = _OpenLink(target, self.prose.length, bare and target.entry is not None)
        match target.form:
            case "entry" if target.entry:
                own = _entry_link(target.href, target.entry.id, link["title"])
            case "outside":
                own = self.macros.outside_link(target.href, link["title"])
            case "wanted":
                own = self.macros.wanted()
            case _:
                own = self.macros.page_link(target.href, link["title"])
        # The mark beside a heading is a link, and so is its line in the table of contents: it keeps the words alone.
        tag = "span" if target.form == "wanted" or self.in_heading else "a"
        self.out.open(tag, own=None if self.in_heading else own)
        if opened.muted and target.entry:
            title = target.entry.title
            words = title if self.prose.at_start else self.around.phrase(target.entry.id)
            self.out.words(words)
            self.prose.say(words)
        self.links.append(opened)

    def leave_link(self, link: _OpenLink) -> None:
        if link.target.entry:
            self.prose.link(link.target.entry.id, link.start)
        self.out.close("span" if link.target.form == "wanted" or self.in_heading else "a")

    def leave_image(self, target: Target, alt: str) -> None:
        self.alt = None
        self.out.piece(self.macros.image(target.form, target.href, alt))

    def leave_code(self, code: str) -> None:
        if exercise := self.exercises.get(self.start):
            self.out.piece(self.around.exercise(self.concept, exercise, self.short))
        else:
            self.out.piece(self.macros.code(code, self.info.split()[0] if self.info.split() else ""))

    def short(self, text: str) -> Markup:
        """A text of one line, as exercises have them, with emphasis, code and formulas."""
        if not any(char in text for char in "*_`$[<&\\~"):
            return Markup(escape(text))  # noqa: S704 (escaped)
        writer = Writer(self.around, self.concept, self.place, lambda _, __: None)
        writer.citations, writer.exercises, writer.one_line = {}, {}, True
        writer.run(" ".join(text.split()), 0)
        writer.out.unwrap("p")
        return writer.out.html()
