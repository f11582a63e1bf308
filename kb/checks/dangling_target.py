"""A typed link to an entry that does not exist.

What it does
------------
Looks up the target of every typed link, of every step of a path, and every root that the vocabulary names, among the ids of
the guide. Aliases, titles and former ids do not count: a typed link names its target by id.

Why is this bad?
----------------
The edge leads nowhere: readers see no relation, and whatever is computed from the graph misses it.

Example
-------
    links:
      mitigated-by: [adversarial-trainng]

Use instead
-----------
    links:
      mitigated-by: [adversarial-training]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Edit, Finding, Fix
from kb.model.source import Source, Span

CODE = "REL002"
NAME = "dangling-target"


def check(context: Context) -> Iterator[Finding]:
    by_id = context.guide.by_id
    for concept in context.readable:
        for link in concept.links:
            if link.target not in by_id:
                message = f"relation `{link.relation}` points to `{link.target}`, which does not exist"
                yield _finding(context, concept.source, link.target, link.target_span, message, concept.id)
        for step in concept.steps:
            if step.target not in by_id:
                message = f"a step of this path is `{step.target}`, which does not exist"
                yield _finding(context, concept.source, step.target, step.span, message, concept.id)
    marks = context.guide.vocabulary_marks.values
    for index, root in enumerate(context.vocabulary.roots):
        if root not in context.guide.by_id and (place := marks.get(("roots", index))):
            message = f"a root of the guide is `{root}`, which does not exist"
            yield _finding(context, context.guide.vocabulary_source, root, place, message)


def _finding(
    context: Context, source: Source, target: str, span: Span, message: str, owner: str | None = None
) -> Finding:
    guide = context.guide
    help, near = None, None
    if moved := guide.redirected.get(target):
        near, help = moved.id, f"the entry is called `{moved.id}` now"
    elif len(named := guide.by_name.get(target.casefold(), ())) == 1:
        near, help = named[0].id, f"this is a name of the entry `{named[0].id}`"
    elif near := context.nearest_id.to(target):
        kind = context.vocabulary.kinds.get(guide.by_id[near].kind)
        noun = kind.label.lower() if kind else "entry"
        help = f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun} with a similar id exists: `{near}`"
    fix = Fix(f"replace it by `{near}`", (Edit(source.path, span, near),)) if near else None
    return Finding(source, span, message, help, "no entry has this id", fix, owner=owner)
