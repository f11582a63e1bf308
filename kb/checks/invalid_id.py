"""An id that is not in the form of one.

What it does
------------
An id is the name of the file without `.md`: lower-case letters, digits and single hyphens, at most 80 characters. The
former ids under `redirects` follow the same rule.

Why is this bad?
----------------
Ids are addresses of pages, and people type them. Spaces, capitals and accents are written differently by every browser,
shell and file system.

Example
-------
    concepts/failure-modes/Deceptive_Alignment.md

Use instead
-----------
    concepts/failure-modes/deceptive-alignment.md
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.items import items
from kb.model.problem import Finding
from kb.model.slug import LONGEST_ID, id_for, is_id

CODE = "ID003"
NAME = "invalid-id"

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def check(context: Context) -> Iterator[Finding]:
    claims = Counter(concept.id.casefold() for concept in context.guide.concepts)
    for concept in context.guide.concepts:
        # Of two ids that differ in case only, ID001 speaks.
        if not is_id(concept.id) and claims[concept.id.casefold()] == 1:
            right = id_for(_HUMP.sub("-", concept.id)) or id_for(concept.title)
            help = f"rename the file to `{right}.md`" if right else "use the letters a to z, digits and hyphens"
            yield Finding(concept.source, concept.value_span(), _message(concept.id, "the id"), help, owner=concept.id)
        for old, path in items(concept, "redirects", concept.redirects):
            if not is_id(old):
                span = concept.value_span(*path)
                help = "a former id has the form of an id: lower-case words joined by hyphens"
                yield Finding(concept.source, span, _message(old, "the former id"), help, owner=concept.id)


def _message(id: str, what: str) -> str:
    if len(id) > LONGEST_ID:
        return f"{what} is {len(id)} characters long; at most {LONGEST_ID} are allowed"
    return f"{what} `{id}` is not lower-case words joined by hyphens"
