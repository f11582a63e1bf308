"""An id that existed before is gone, and no redirect leads from it.

What it does
------------
Compares with an earlier state of the guide, as `kb diff` and `kb check --since` do: every id of then must exist now, or
stand under `redirects:` of an entry that takes its place. Without an earlier state it says nothing.

Why is this bad?
----------------
The id is the address. Whoever linked to the page, cited it or kept a bookmark finds nothing.

Example
-------
    concepts/ideas/deceptive-mesa-alignment.md renamed to concepts/ideas/deceptive-alignment.md, and nothing else

Use instead
-----------
    redirects: [deceptive-mesa-alignment]      # in deceptive-alignment.md; `kb rename` does it
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.insertion import insertion
from kb.model.concept import Concept
from kb.model.problem import Finding, Fix
from kb.model.similar import similar
from kb.model.source import Source, Span

CODE = "ID009"
NAME = "id-removed"


def check(context: Context) -> Iterator[Finding]:
    if context.before is None:
        return
    now = context.guide
    added = [concept for concept in now.by_id.values() if concept.id not in context.before.by_id]
    for id, old in sorted(context.before.by_id.items()):
        if id in now.by_id or id in now.redirected:
            continue
        message = f"the entry `{id}` is gone and nothing redirects from it"
        if heir := _heir(old, added):
            help = f"`{heir.id}` seems to take its place: add `{id}` to its `redirects`, as `kb rename` does"
            edit = insertion(heir, "redirects", id)
            fix = Fix(f"redirect from `{id}`", (edit,)) if edit else None
            yield Finding(heir.source, heir.key_span("title"), message, help, fix=fix, owner=heir.id)
        else:
            help = "write its id under `redirects:` of the entry that takes its place"
            yield Finding(Source(old.path, ""), Span(0, 0), message, help)


def _heir(old: Concept, added: list[Concept]) -> Concept | None:
    """The new entry that most likely is the old one under another id: same title or summary, else a similar id."""
    for one in added:
        names = {name.casefold() for name in (one.title, *one.aliases)}
        if (old.title and old.title.casefold() in names) or (old.summary and one.summary == old.summary):
            return one
    near = similar(old.id, [one.id for one in added])
    return next((one for one in added if one.id == near), None)
