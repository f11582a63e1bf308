"""Gives an entry another id, title or area: every place that names it follows, and the old id becomes a redirect.

Only what has to change is edited. Links through an alias or a former id of the entry stay as they are and stay valid.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from kb.checks.insertion import insertion, newline
from kb.checks.targets import path_to
from kb.errors import KbError
from kb.fix.apply import edited
from kb.fix.rounds import encoded
from kb.model.concept import Concept
from kb.model.guide import Guide
from kb.model.problem import Edit
from kb.model.similar import similar
from kb.model.slug import as_yaml, is_id
from kb.model.source import Source, Span
from kb.rename.references import Reference, references, relative_targets, roots
from kb.write.template import scalar


@dataclass(frozen=True)
class Renaming:
    """What a rename comes to. `edits` are those of each file as it is now; the entry's own stand under its old path."""

    concept: Concept
    new: str
    path: str
    """Where the entry's file will be."""
    edits: Mapping[str, tuple[Edit, ...]]
    links: int
    """How many places named the entry."""
    unread: tuple[str, ...]
    """Files that mention the id and were left alone because they cannot be read."""

    @property
    def moves(self) -> bool:
        return self.path != self.concept.path


def plan_rename(guide: Guide, old: str, new: str, *, title: str | None = None, area: str | None = None) -> Renaming:
    """What renaming the entry `old` to `new` changes, with a new title or in another area if they are given.

    KbError if there is no such entry, or `new` is no id or is taken. A rename that was killed half-way may be run again:
    a file at the new place that is what this rename would write does not count as taken.
    """
    concept = _entry(guide, old)
    if not is_id(new):
        raise KbError(f"`{new}` is not an id", "an id is made of lower-case words, digits and single hyphens")
    if area is not None and area not in guide.vocabulary.areas:
        near = similar(area, guide.vocabulary.areas)
        known = f"a similar area exists: `{near}`" if near else f"areas: {', '.join(guide.vocabulary.areas)}"
        raise KbError(f"`{area}` is not an area of this guide", known)
    folder = posixpath.dirname(concept.path) if area in (None, concept.area) else f"concepts/{area}"
    path = f"{folder}/{new}.md"
    title = " ".join(title.split()) if title is not None else None
    plan = _Plan(guide, concept, new, path)
    edits = plan.edits(title)
    if not edits and path == concept.path:
        raise KbError(f"`{old}` already has this id, title and area", "nothing was changed")
    _refuse_taken(guide, concept, new, path, edits.get(concept.path, ()), title)
    unread = tuple(one.path for one in guide.concepts if one.broken and old in one.source.text)
    return Renaming(concept, new, path, edits, plan.links, unread)


def files_of(guide: Guide, renaming: Renaming) -> tuple[dict[str, bytes], dict[str, bytes | None]]:
    """The bytes before and after of every file that changes, by path; None for the file that goes."""
    sources = {one.source.path: one.source for one in guide.concepts} | {
        guide.vocabulary_source.path: guide.vocabulary_source
    }
    before = {path: encoded(sources[path], sources[path].text) for path in renaming.edits}
    after: dict[str, bytes | None] = {
        path: encoded(sources[path], edited(sources[path].text, list(edits))) for path, edits in renaming.edits.items()
    }
    if renaming.moves:
        source = renaming.concept.source
        before[source.path] = encoded(source, source.text)
        after[renaming.path] = after.get(source.path, before[source.path])
        after[source.path] = None
        if renaming.path in sources:
            before[renaming.path] = encoded(sources[renaming.path], sources[renaming.path].text)
    return before, after


def _entry(guide: Guide, id: str) -> Concept:
    concept = guide.by_id.get(id)
    if concept is None:
        if moved := guide.redirected.get(id):
            raise KbError(f"`{id}` is a former id", f"the entry is called `{moved.id}` now")
        near = similar(id, guide.by_id)
        raise KbError(f"no entry has the id `{id}`", f"a similar id exists: `{near}`" if near else None)
    if twins := [one.path for one in guide.concepts if one.id == id and one is not concept]:
        raise KbError(f"`{id}` is the id of several files", f"rename or remove by hand: {', '.join(twins)}")
    if concept.broken:
        raise KbError(f"{concept.path} cannot be read", "mend what `kb check` says about it first")
    return concept


def _refuse_taken(
    guide: Guide, concept: Concept, new: str, path: str, edits: tuple[Edit, ...], title: str | None
) -> None:
    for one in guide.concepts:
        if one is not concept and one.id.casefold() == new:
            finished = one.path == path and one.source.text == edited(concept.source.text, list(edits))
            if not finished or one.source.bom != concept.source.bom:
                raise KbError(f"`{new}` exists: {one.path}", "choose another id, or merge the two by hand")
    for one in guide.resolve(new):
        if one is not concept and one.id != new:
            raise KbError(f"`{new}` is a name of the entry `{one.id}`", "choose another id")
    if path.casefold() in {image.casefold() for image in guide.images}:
        raise KbError(f"{path} exists")
    if title is not None:
        for one in guide.by_name.get(title.casefold(), ()):
            if one is not concept and one.id != new:
                raise KbError(f"the title {title!r} is a name of the entry `{one.id}`", "choose another title")


class _Plan:
    """Gathers the edits of one rename."""

    def __init__(self, guide: Guide, concept: Concept, new: str, path: str) -> None:
        self.guide, self.concept, self.new, self.path = guide, concept, new, path
        self.leaves = posixpath.dirname(path) != posixpath.dirname(concept.path)
        self.links = 0

    def edits(self, title: str | None) -> dict[str, tuple[Edit, ...]]:
        found: dict[str, dict[Span, Edit]] = {}
        for edit in self._made(title):
            found.setdefault(edit.path, {}).setdefault(edit.span, edit)
        return {path: tuple(sorted(edits.values(), key=lambda edit: edit.span)) for path, edits in found.items()}

    def _made(self, title: str | None) -> Iterator[Edit]:
        for one in (*roots(self.guide), *(one for owner in self._readable() for one in references(self.guide, owner))):
            if (edit := self._follow(one)) is not None:
                self.links += 1
                yield edit
        if self.leaves:
            yield from self._moved()
        if self.new != self.concept.id:
            yield self._redirect()
        if title is not None and title != self.concept.title:
            yield from self._titled(title)

    def _readable(self) -> Iterator[Concept]:
        return (one for one in self.guide.concepts if not one.broken)

    def _follow(self, one: Reference) -> Edit | None:
        """The edit after which a reference still leads to the entry; None if it does so as it is, or leads elsewhere."""
        if one.form == "path":
            return self._follow_path(one) if one.entry is self.concept else None
        if one.target != self.concept.id or self.new == self.concept.id:
            return None
        # A value of YAML may need quotation marks where the old id needed none. One written with escapes is written anew.
        value = one.form != "wikilink" and not _quoted(one.source, one.span)
        return Edit(one.source.path, one.span, as_yaml(self.new) if value else self.new)

    def _follow_path(self, one: Reference) -> Edit | None:
        owner = one.source.path
        here = self.path if owner == self.concept.path else owner
        stay = posixpath.dirname(here) == posixpath.dirname(owner) and not self.leaves
        name = posixpath.basename(one.target)
        if stay and one.source.slice(one.span).endswith(name):
            changes = name != f"{self.new}.md"
            return Edit(owner, Span(one.span.end - len(name), one.span.end), f"{self.new}.md") if changes else None
        text = quote(posixpath.relpath(self.path, posixpath.dirname(here)))
        if one.target.startswith("./") and not text.startswith("."):
            text = f"./{text}"
        return Edit(owner, one.span, text) if text != one.target else None

    def _moved(self) -> Iterator[Edit]:
        """What else the entry links relative to its file, which lies in another folder now."""
        known = self.guide.images | {one.path for one in self.guide.concepts}
        for span, written in relative_targets(self.concept):
            path = path_to(self.concept, written)
            if path in known and path != self.concept.path:
                text = quote(posixpath.relpath(path, posixpath.dirname(self.path)))
                if text != written:
                    yield Edit(self.concept.path, span, text)

    def _redirect(self) -> Edit:
        concept = self.concept
        if self.new in concept.redirects:
            # It had this id before: the two change places.
            at = concept.value_span("redirects", concept.redirects.index(self.new))
            return Edit(concept.path, at, as_yaml(concept.id))
        edit = insertion(concept, "redirects", concept.id)
        if edit is None:
            row, column = concept.source.position(concept.key_span("redirects").start)
            raise KbError(f"{concept.path}:{row}:{column}: `redirects` is not a list", "mend it first")
        return edit

    def _titled(self, title: str) -> Iterator[Edit]:
        concept = self.concept
        if not title:
            raise KbError("the title is empty")
        value, key = concept.value_span("title"), concept.key_span("title")
        if "title" not in concept.fields:
            at = concept.frontmatter.start
            yield Edit(concept.path, Span(at, at), f"title: {scalar(title)}{newline(concept.source)}")
        elif written := concept.source.slice(value).strip():
            yield Edit(concept.path, value, _like(written, title))
        else:
            at = concept.source.text.index(":", key.end) + 1
            yield Edit(concept.path, Span(at, at), f" {scalar(title)}")
        if self._linked_by(concept.title) and concept.title.casefold() != title.casefold():
            # Links by the old title would lead nowhere.
            edit = insertion(concept, "aliases", concept.title)
            if edit is None:
                raise KbError(f"{concept.path}: `aliases` is not a list", "mend it first")
            yield edit

    def _linked_by(self, name: str) -> bool:
        """Whether some link leads to the entry by this name and by nothing else."""
        wanted = name.casefold()
        return wanted not in {alias.casefold() for alias in self.concept.aliases} and any(
            one.form == "wikilink"
            and one.entry is self.concept
            and one.target.casefold() == wanted
            and one.target not in (self.concept.id, self.new)
            for owner in self._readable()
            for one in references(self.guide, owner)
        )


def _quoted(source: Source, span: Span) -> bool:
    """Whether a value stands in quotation marks, so that whatever it says is text; `"[[id]]"` too."""
    before, after = source.text[max(span.start - 2, 0) : span.start], source.text[span.end : span.end + 1]
    return before == "[[" or (before[-1:] in ("'", '"') and before[-1:] == after)


def _like(written: str, text: str) -> str:
    """A text in the quotation marks that stood there."""
    if written.startswith('"'):
        return json.dumps(text, ensure_ascii=False)
    if written.startswith("'"):
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    return scalar(text)
