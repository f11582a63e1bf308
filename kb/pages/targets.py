"""What a link in an entry's text leads to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from kb.model.anchors import anchor_on
from kb.model.concept import Concept
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


def image_of(guide: Guide, owner: Concept, place: Place, written: str) -> Target:
    """Resolve an image. One on another host is only linked: the site asks no other host for anything."""
    target = target_of(guide, owner, place, written, wikilink=False)
    return target if target.form in ("file", "outside") else WANTED


def links_into(guide: Guide, concepts: Mapping[str, Concept]) -> Mapping[str, tuple[str, ...]]:
    """For each of `concepts` that the text of one links to, the ids of those that do, in the order of `concepts`.

    Told from the names alone, which is quick: a link that `target_of` finds to lead elsewhere may be among them.
    """
    found: dict[str, dict[str, None]] = {}
    for id, concept in concepts.items():
        for link in concept.body.links:
            if link.form == "wikilink":
                name = link.target
            elif link.target.lower().endswith(".md"):
                name = posixpath.basename(posixpath.normpath(unquote(link.target)))[: -len(".md")]
            else:
                continue
            for entry in guide.resolve(name):
                found.setdefault(entry.id, {})[id] = None
    return {id: tuple(linking) for id, linking in found.items()}


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
