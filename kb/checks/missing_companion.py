"""A qualifier whose value asks for another one beside it.

What it does
------------
Looks at the values of those qualifiers that offer a choice. Where the vocabulary says that a value needs another
qualifier, such as a source for a strong claim, that one must be there, on either side of the edge.

Why is this bad?
----------------
The stronger a claim, the more a reader wants to know who says so.

Example
-------
    links:
      mitigates:
        - to: deceptive-alignment
          strength: strong

Use instead
-----------
    links:
      mitigates:
        - to: deceptive-alignment
          strength: strong
          cite: hubinger2019risks
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.checks.written import gave
from kb.model.problem import Finding

CODE = "REL012"
NAME = "missing-companion"


def check(context: Context) -> Iterator[Finding]:
    needs = {
        name: one.needs for name, one in context.vocabulary.qualifiers.items() if one.type == "choice" and one.needs
    }
    for edge in context.sound:
        for name in needs.keys() & edge.qualifiers.keys():
            value = edge.text(name)
            missing = [other for other in needs[name].get(value, ()) if not gave(edge, other)]
            if missing:
                one = next(one for one in edge.written if name in one.link.qualifiers)
                listed = " and ".join(f"`{other}`" for other in missing)
                yield Finding(
                    one.owner.source,
                    one.owner.value_span(*one.link.path, name),
                    f"`{name}: {value}` has no {listed} beside it",
                    f"add {listed}, or choose another value",
                    f"needs {listed}",
                    owner=one.owner.id,
                )
