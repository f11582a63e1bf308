"""What could be written next, from the text before a place and what the guide knows.

The text may be half written, so it is not parsed: `yaml_cursor` tells where in the fields somebody is, and in the text the
characters before the place do.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from kb.load.body import read_body
from kb.load.entry import bounds_of
from kb.load.exercise import SHAPES
from kb.lsp import offers
from kb.lsp.subject import source_of
from kb.lsp.suggestion import Suggestion, Typed, fitting
from kb.lsp.yaml_cursor import Place, place_in
from kb.model.concept import Concept, Heading
from kb.model.frontmatter import FIELDS, OriginShape, StepShape
from kb.model.guide import Guide
from kb.model.markdown import EXERCISE
from kb.model.shape import fields_of
from kb.model.source import Source, Span

_WIKILINK = re.compile(r"\[\[(?P<id>[^\[\]|#\r\n]*)(?:#(?P<anchor>[^\[\]|\r\n]*))?$")
_CITATION = re.compile(r"(?:^|[\s\[(;-])@(?P<key>[\w:.#$%&+?<>~/-]*)$")
_RELATIVE = re.compile(r"\]\((?P<path>[^()\s#]*)(?:#(?P<anchor>[^()\s]*))?$")
_FENCE = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\r\n`]*)$", re.MULTILINE)
_WORD = re.compile(r"[\w-]*")
_KIND = re.compile(r"^kind:[ \t]*[\"']?([\w-]+)", re.MULTILINE)
_TOP = re.compile(r"^([\w-]+)[ \t]*:", re.MULTILINE)


def complete(guide: Guide, path: str, offset: int) -> list[Suggestion]:
    """What fits at an offset of a file, best first. Empty where nothing known belongs."""
    source = source_of(guide, path)
    if source is None:
        return []
    if path == guide.vocabulary_source.path:
        place = place_in(source.text[:offset])
        wanted = place.path[:1] == ("roots",) and place.at == "item"
        return fitting(offers.entries(guide), _typed(source, offset, place.partial)) if wanted else []
    concept = guide.by_path.get(path)
    return _Completer(guide, concept, source, offset).suggestions() if concept else []


class _Completer:
    def __init__(self, guide: Guide, concept: Concept, source: Source, offset: int) -> None:
        self.guide, self.vocabulary, self.concept = guide, guide.vocabulary, concept
        self.source, self.offset = source, offset
        bounds = bounds_of(source.text)
        self.front = bounds[0] if bounds else Span(min(4, len(source.text)), len(source.text))
        self.row = source.text[source.starts[source.position(offset).row - 1] : offset]

    def suggestions(self) -> list[Suggestion]:
        inside = self.source.text.startswith("---") and self.front.start <= self.offset <= self.front.end
        place = place_in(self.source.text[self.front.start : self.offset]) if inside else self.exercise()
        if place and place.at == "comment":
            return []
        if match := _WIKILINK.search(self.row):
            if match["anchor"] is not None:
                return self.anchors(match["id"].strip(), match["anchor"])
            return self.wikilinks(match["id"])
        if match := _RELATIVE.search(self.row) if not inside else None:
            return self.relative(match["path"], match["anchor"])
        if match := _CITATION.search(self.row) if not inside else None:
            opened = self.row.rfind("[") > self.row.rfind("]")
            return self.works(match["key"], "" if opened else "@")
        if place is None:
            return []
        return self.field(place) if inside else self.in_exercise(place)

    def field(self, place: Place) -> list[Suggestion]:
        """In the fields of the entry."""
        match place.path, place.at:
            case (), "key":
                present = set(_TOP.findall(self.source.slice(self.front)))
                kind = self.vocabulary.kinds.get(self.kind)
                names = (field for field in FIELDS if field not in present)
                return self.fit(offers.fields(names, kind.fields if kind else ()), place)
            case ("kind",), "value":
                return self.fit(offers.kinds(self.vocabulary), place)
            case ("status",), "value":
                return self.fit(offers.statuses(self.vocabulary), place)
            case ("draft",), "value":
                # Not as text: these are the two words that YAML is to read as what they say.
                return self.fit((Suggestion(word, "value", word) for word in ("true", "false")), place)
            case ("origin",), "key":
                return self.fit(offers.fields(fields_of(OriginShape)), place)
            case ("links",), "key":
                written = [link.relation for link in self.concept.links]
                return self.fit(offers.relations(self.vocabulary, self.kind, written, flow=place.flow), place)
            case (("links", str(word), None), "item") | (("links", str(word), None, "to"), "value"):
                return self.fit(offers.targets(self.guide, self.concept, self.kind, word), place)
            case ("links", str(word), None), "key":
                return self.fit(offers.qualifiers(self.vocabulary, word), place)
            case ("links", str(), None, str(name), *_), "value" | "item":
                return self.qualifier(name, place)
            case (("steps", None), "item") | (("steps", None, "to"), "value"):
                return self.fit(offers.entries(self.guide), place)
            case ("steps", None), "key":
                return self.fit(offers.fields(fields_of(StepShape)), place)
            case (("sources", None), "item") | ((("cite",) | ("origin", "cite")), "value"):
                return self.works(place.partial, "")
            case ("ignore",), "key":
                return self.fit(offers.checks(), place)
        return []

    def qualifier(self, name: str, place: Place) -> list[Suggestion]:
        declared = self.vocabulary.qualifiers.get(name)
        if declared and declared.type == "choice":
            return self.fit(offers.values(declared.values, declared.label), place)
        return self.works(place.partial, "") if declared and declared.type == "citation" else []

    @property
    def kind(self) -> str:
        """The kind of the entry, also where its fields cannot be read just now."""
        match = _KIND.search(self.source.text, self.front.start, self.front.end)
        return match[1] if match else ""

    def wikilinks(self, partial: str) -> list[Suggestion]:
        typed = self.typed(partial)
        after = self.source.text[typed.span.end : typed.span.end + 2]
        closing = "" if after[:1] in ("|", "#") or after == "]]" else "]" if after[:1] == "]" else "]]"
        found = fitting(offers.entries(self.guide, yaml=False), typed)
        return [one.changed(insert=f"{one.insert}{closing}") for one in found]

    def anchors(self, target: str, partial: str) -> list[Suggestion]:
        found = self.guide.resolve(target) if target else (self.concept,)
        return fitting(offers.headings(self.headings(found[0])), self.typed(partial)) if len(found) == 1 else []

    def headings(self, concept: Concept) -> tuple[Heading, ...]:
        if concept is not self.concept or not concept.broken:
            return concept.body.headings
        # The fields cannot be read just now; the text can.
        body, _ = read_body(self.source, self.front.end)
        return body.headings

    def relative(self, path: str, anchor: str | None) -> list[Suggestion]:
        if anchor is None:
            typed = Typed(path, Span(self.offset - len(path), _word_end(self.source, self.offset)))
            return fitting(offers.ways(self.guide, self.concept), typed)
        folder = posixpath.dirname(self.concept.path)
        entry = self.guide.by_path.get(posixpath.normpath(posixpath.join(folder, path))) if path else self.concept
        return fitting(offers.headings(self.headings(entry)), self.typed(anchor)) if entry else []

    def works(self, partial: str, mark: str) -> list[Suggestion]:
        return fitting(offers.works(self.guide, mark), self.typed(mark + partial.removeprefix("@")))

    def exercise(self) -> Place | None:
        """Where in the exercise around the place; None outside of one."""
        opened: re.Match[str] | None = None
        for match in _FENCE.finditer(self.source.text, self.front.end, self.offset):
            if opened is None:
                opened = match
            elif match["fence"].startswith(opened["fence"]) and not match["info"].strip():
                opened = None
        if opened is None or opened["info"].split()[:1] != [EXERCISE] or opened.end() >= self.offset:
            return None
        start = self.source.starts[self.source.position(opened.end()).row]
        return place_in(self.source.text[start : self.offset])

    def in_exercise(self, place: Place) -> list[Suggestion]:
        match place.path, place.at:
            case (), "key":
                return self.fit(offers.exercise_fields(), place)
            case ("type",), "value":
                return self.fit(offers.values(SHAPES), place)
            case ("about", None), "item":
                return self.fit(offers.entries(self.guide), place)
            case (str(items), None), "key":
                return self.fit(offers.item_fields(items), place)
        return []

    def fit(self, suggestions: Iterable[Suggestion], place: Place) -> list[Suggestion]:
        return fitting(suggestions, self.typed(place.partial))

    def typed(self, partial: str) -> Typed:
        return _typed(self.source, self.offset, partial)


def _typed(source: Source, offset: int, partial: str) -> Typed:
    return Typed(partial, Span(offset - len(partial), _word_end(source, offset)))


def _word_end(source: Source, offset: int) -> int:
    """The end of the word that goes on behind the place, which is replaced too."""
    match = _WORD.match(source.text, offset)
    return match.end() if match else offset
