"""An entry outside every area.

What it does
------------
The area of an entry is the first folder below `concepts/`, and must be one that the vocabulary declares. An entry
directly below `concepts/` has none.

Why is this bad?
----------------
Areas are how readers browse; relations that ask for different areas cannot be judged either.

Example
-------
    concepts/failure-mode/deceptive-alignment.md

Use instead
-----------
    concepts/failure-modes/deceptive-alignment.md
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.problem import Finding
from kb.model.similar import similar

CODE = "ID002"
NAME = "unknown-area"


def check(context: Context) -> Iterator[Finding]:
    areas = context.vocabulary.areas
    # Without a single area the vocabulary is what is wrong, or the guide does without.
    for concept in context.guide.concepts if areas else ():
        if concept.area in areas:
            continue
        if not concept.area:
            message = "the file is in no area: it lies directly below `concepts/`"
            help = f"move it to one of these folders: {', '.join(f'`{area}`' for area in areas)}"
        else:
            message = f"the folder `{concept.area}` is not an area of this guide"
            near = similar(concept.area, areas)
            known = ", ".join(f"`{area}`" for area in areas)
            help = f"a similar area exists: `{near}`" if near else f"the areas are {known}"
        yield Finding(concept.source, concept.value_span(), message, help, owner=concept.id)
