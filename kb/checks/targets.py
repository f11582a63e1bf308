"""What the links of a text lead to."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from kb.model.concept import BodyLink, Concept
from kb.model.guide import Guide

_SCHEME = re.compile(r"\s*[a-zA-Z][a-zA-Z0-9+.-]*:")
_PLACEHOLDER = re.compile(r"\W*(?:todo|tbd|fixme|xxx+|url|link|\.\.\.|…)\W*", re.IGNORECASE)
# Reserved by RFC 2606 and RFC 6761 for texts that need an address which is nobody's.
_RESERVED = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org|edu))?|invalid)", re.IGNORECASE)
_HOST = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//(?:[^/?#@]*@)?([^/?#:]*)")


def is_outside(target: str) -> bool:
    """Whether a Markdown target has a scheme or a host, so that it leads out of the guide."""
    return bool(_SCHEME.match(target)) or target.startswith("//")


def is_placeholder(address: str) -> bool:
    """Whether somebody meant to put the address in later: `TODO`, `https://example.com/paper`, `https://…`."""
    if not (host := _HOST.match(address)):
        return bool(_PLACEHOLDER.fullmatch(address))
    return bool(_RESERVED.fullmatch(host[1]) or _PLACEHOLDER.fullmatch(host[1]))


def path_to(concept: Concept, target: str) -> str | None:
    """The path, relative to the root, that a relative target means; None if it leads out of the root."""
    target = unquote(target)
    if target.startswith("/"):
        return None
    path = posixpath.normpath(f"{concept.path.rpartition('/')[0] or '.'}/{target}")
    return None if path.startswith(("../", "/")) or path == ".." else path


def path_from(concept: Concept, other: Concept) -> str:
    """The target with which a relative link in one entry's file leads to another's."""
    return posixpath.relpath(other.path, posixpath.dirname(concept.path))


class Targets:
    """Finds the entries that links mean."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._by_path = {path: (concept,) for path, concept in guide.by_path.items()}
        self._by_id = {id: (concept,) for id, concept in guide.by_id.items()}

    def entries(self, concept: Concept, link: BodyLink) -> tuple[Concept, ...]:
        """The entries a link or wikilink may mean: none if it leads to nothing or not to an entry, several if shared."""
        target, form = link.target, link.form
        if not target:
            return (concept,) if link.anchor and form in ("wikilink", "link") else ()
        if form == "wikilink":
            return self._by_id.get(target) or self._guide.resolve(target)
        if form != "link" or is_outside(target):
            return ()
        return self._by_path.get(path_to(concept, target) or "", ())
