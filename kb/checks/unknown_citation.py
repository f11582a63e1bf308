"""A citation of a work that the bibliography does not have.

What it does
------------
Looks up every key that an entry cites in `concepts/references.bib`: in the text, in `sources`, `cite` and `origin`, and
on its typed links.

Why is this bad?
----------------
The sentence seems to have a source and has none.

Example
-------
    Selection acts on behavior [@hubinger2109risks].

Use instead
-----------
    Selection acts on behavior [@hubinger2019risks].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from kb.checks.citations import keys_of, place_of, used_by
from kb.checks.context import Context
from kb.model.problem import Edit, Finding, Fix

CODE = "SRC001"
NAME = "unknown-citation"

_PARTS = re.compile(r"(\D+)(\d{2,4})(.*)")
_WRITTEN = re.compile(r"@\s*\w+\s*[{(]\s*([^,\s}]+)")


def check(context: Context) -> Iterator[Finding]:
    bibliography, known = context.guide.bibliography, _Known(context)
    if not bibliography.source.text.strip():
        # Every key would be unknown: one mistake, and not thousands.
        yield from _no_bibliography(context)
        return
    for concept in context.readable:
        if all(key in bibliography for key in keys_of(context, concept)):
            continue
        for used in used_by(concept, context.vocabulary):
            key = used.key
            if key in bibliography or key in known.unread:
                continue
            span = place_of(concept, used)
            near, fix = known.nearest(key), None
            help = f"a similar key exists: `{near}`" if near else f"add the work to `{bibliography.source.path}`"
            if near and concept.source.slice(span) == key:
                fix = Fix(f"replace it by `{near}`", (Edit(concept.path, span, near),))
            message = f"no work has the key `{key}`"
            yield Finding(concept.source, span, message, help, "not in the bibliography", fix, owner=concept.id)


def _no_bibliography(context: Context) -> Iterator[Finding]:
    """One finding for all keys, at the first; none where the file is there and another check says why it is not read."""
    source = context.guide.bibliography.source
    used = [(concept, used) for concept in context.readable for used in used_by(concept, context.vocabulary)]
    if not used or any(fault.finding.source.path == source.path for fault in context.guide.faults):
        return
    concept, first = used[0]
    keys = len({one.key for _, one in used})
    message = (
        f"no work has the key `{first.key}`" if keys == 1 else f"none of the {keys:,} keys that are cited has a work"
    )
    help = f"`{source.path}` is missing or empty: add the cited works to it"
    yield Finding(concept.source, place_of(concept, first), message, help, "not in the bibliography", owner=concept.id)


class _Known:
    """The keys that exist, as far as they are needed to say something helpful about one that does not."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @cached_property
    def unread(self) -> frozenset[str]:
        """Keys of works that stand in the file and could not be read: of these SRC006 speaks."""
        return frozenset(_WRITTEN.findall(self._context.guide.bibliography.source.text))

    @cached_property
    def _by_author(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for key in self._context.citable_keys:
            if match := _PARTS.fullmatch(key):
                found.setdefault((match[1].casefold(), "".join(sorted(match[2]))), []).append(key)
        return found

    def nearest(self, key: str) -> str | None:
        """The key probably meant: one like it, or else the only one of this author and, digits swapped or not, this year."""
        if near := self._context.nearest_key.to(key):
            return near
        match = _PARTS.fullmatch(key)
        found = self._by_author.get((match[1].casefold(), "".join(sorted(match[2]))), []) if match else []
        return found[0] if len(found) == 1 else None
