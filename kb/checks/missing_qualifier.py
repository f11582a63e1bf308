"""An edge that does not say what its relation asks for.

What it does
------------
Looks for edges that lack a qualifier which the vocabulary requires of their relation. It is enough that one of the two
ends gives it.

Why is this bad?
----------------
The reason is what readers come for. An analogy without the place where it breaks misleads.

Example
-------
    links:
      analogous-to: [intragenomic-conflict]

Use instead
-----------
    links:
      analogous-to:
        - to: intragenomic-conflict
          why: A part passes every check of the whole while its own interest differs.
          breaks-at: Genes do not model the organism that selects them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.written import gave, unknown_keys
from kb.model.problem import Finding

CODE = "REL011"
NAME = "missing-qualifier"


def check(context: Context) -> Iterator[Finding]:
    vocabulary = context.vocabulary
    known = frozenset(vocabulary.qualifiers)
    required = {name: frozenset(relation.required) for name, relation in vocabulary.relations.items()}
    for edge in context.sound:
        if required[edge.relation] <= edge.qualifiers.keys():
            continue
        missing = [name for name in vocabulary.relations[edge.relation].required if name not in edge.qualifiers]
        missing = [name for name in missing if not gave(edge, name)]
        # A key that nobody knows is most likely one of these with a letter wrong, and has been reported.
        if missing and not any(unknown_keys(edge, known)):
            link, owner = edge.written[0].link, edge.written[0].owner
            listed = " and ".join(f"`{name}`" for name in missing)
            message = f"`{link.relation}` to `{link.target}` has no {listed}"
            help = f"write it as `- to: {link.target}` with {' and '.join(f'`{name}: …`' for name in missing)} below"
            yield Finding(owner.source, link.target_span, message, help, "required here", owner=owner.id)
