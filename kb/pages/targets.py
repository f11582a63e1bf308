"""What a link in an entry's text leads to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from kb.model.anchors import anchor_on
from kb.model.concept import BodyLink, Concept
from kb.model.guide import Guide
from kb.pages.address import Place
from kb.pages.sanitize import SCHEMES

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_BLANK = re.compile(r"[\x00-\x20]+")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. `wanted`: to an entry or a file that does not exist."""

    form: Literal["entry", "page", "file", "outside", "wanted"]
    href: str = ""
    entry: Concept | None = None
    anchor: str | None = None


WANTED = Target("wanted")


class Targets:
    """Where the links in the texts of a guide lead; found out once for those that many texts have."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self._known: dict[tuple[str, str | None, str, str], Target] = {}

    def link(self, owner: Concept, place: Place, written: str, *, wikilink: bool) -> Target:
        """What `target_of` gives."""
        # Besides what is written, only the two folders matter, and for a wikilink only that of the page.
        folder = None if wikilink else posixpath.dirname(owner.path)
        key = (written, folder, place.root, place.entries)
        found = self._known.get(key)
        if found is None:
            found = target_of(self.guide, owner, place, written, wikilink=wikilink)
            if found.form != "page":
                self._known[key] = found
        return found

    def image(self, owner: Concept, place: Place, written: str) -> Target:
        """What an image leads to. One on another host is only linked: the site asks no other host for anything."""
        target = self.link(owner, place, written, wikilink=False)
        return target if target.form in ("file", "outside") else WANTED


def target_of(guide: Guide, owner: Concept, place: Place, written: str, *, wikilink: bool) -> Target:
    """Resolve what was written between the brackets: `id#heading`, `../area/id.md#heading`, `#heading`, an address or a file."""
    written = written.strip()
    if not wikilink and (scheme := _SCHEME.match(_BLANK.sub("", written))):
        return Target("outside", written) if scheme[1].lower() in SCHEMES else WANTED
    path, _, anchor = written.partition("#")
    path = path.strip() if wikilink else unquote(path)
    if not path:
        return Target("page", f"#{_anchor(owner, anchor)}", anchor=anchor) if anchor else WANTED
    if wikilink:
        return _entry(guide, place, path, anchor)
    if path.startswith("/"):
        return WANTED
    full = posixpath.normpath(posixpath.join(posixpath.dirname(owner.path), path))
    if full.lower().endswith(".md"):
        return _entry(guide, place, posixpath.basename(full)[: -len(".md")], anchor)
    return Target("file", place.to(full)) if full in guide.images else WANTED


def links_into(guide: Guide, concepts: Mapping[str, Concept]) -> Mapping[str, tuple[str, ...]]:
    """For each of `concepts` that the text of one links to, the ids of those that do, in the order of `concepts`.

    Told from the names alone, which is quick: a link that `target_of` finds to lead elsewhere may be among them.
    """
    found: dict[str, dict[str, None]] = {}
    meant: dict[tuple[str, str], tuple[str, ...]] = {}
    for id, concept in concepts.items():
        for link in concept.body.links:
            key = (link.form, link.target)
            if key not in meant:
                meant[key] = tuple(entry.id for entry in _named(guide, link))
            for entry in meant[key]:
                found.setdefault(entry, {})[id] = None
    return {id: tuple(linking) for id, linking in found.items()}


def _named(guide: Guide, link: BodyLink) -> tuple[Concept, ...]:
    if link.form == "wikilink":
        return guide.resolve(link.target)
    if link.target.lower().endswith(".md"):
        return guide.resolve(posixpath.basename(posixpath.normpath(unquote(link.target)))[: -len(".md")])
    return ()


def _entry(guide: Guide, place: Place, name: str, anchor: str) -> Target:
    found = guide.resolve(name)
    if not found or found[0].broken:
        return WANTED
    entry = found[0]
    at = _anchor(entry, anchor) if anchor else None
    return Target("entry", place.entry(entry.id, at), entry, at)


def _anchor(entry: Concept, written: str) -> str:
    """The anchor of a heading given by its anchor or, as Obsidian does, by its words."""
    return anchor_on(entry, unquote(written)) or written
