"""A vocabulary that contradicts itself.

What it does
------------
Looks through `concepts/vocabulary.yml` for names that it uses and does not declare, for relations whose inverse or flags
cannot be meant (an inverse that is a relation of its own, a symmetric relation with another inverse, one that is neither
symmetric nor has an inverse), for kinds that are their own ancestors, for choices without values and for impossible limits.
What is not of the right shape, such as a relation without a definition, is reported too.

Why is this bad?
----------------
Everything is made from the vocabulary: checks, pages, maps and exports. A mistake there makes all of them wrong at once.

Example
-------
    relations:
      mitigates:
        inverse: mitigated-by
      undermines:
        inverse: mitigated-by

Use instead
-----------
    relations:
      mitigates:
        inverse: mitigated-by
      undermines:
        inverse: undermined-by
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.vocabulary_logic import Mistake, mistakes
from kb.model.concept import Path
from kb.model.guide import Guide
from kb.model.problem import Finding
from kb.model.source import Span

CODE = "VOC001"
NAME = "bad-vocabulary"


def check(context: Context) -> Iterator[Finding]:
    yield from context.faults(NAME)
    guide = context.guide
    declared = {path[:2] for path in guide.vocabulary_marks.keys if len(path) >= 2}
    for mistake in mistakes(guide.vocabulary, frozenset((str(one), str(other)) for one, other in declared)):
        yield _finding(guide, mistake)


def _finding(guide: Guide, mistake: Mistake) -> Finding:
    return Finding(guide.vocabulary_source, _place(guide, mistake.path), mistake.message, mistake.help)


def _place(guide: Guide, path: Path) -> Span:
    """The value at a path, or its key where the value has fields of its own; the nearest thing around it otherwise."""
    marks = guide.vocabulary_marks
    while path:
        value, key = marks.values.get(path), marks.keys.get(path)
        written = guide.vocabulary_source.slice(value) if value else ""
        if value and not (key and (written.startswith("{") or "\n" in written)):
            return value
        if key:
            return key
        path = path[:-1]
    return Span(0, 1)
