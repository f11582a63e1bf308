"""Which entry somebody means on the command line."""

from __future__ import annotations

from kb.errors import KbError
from kb.model.concept import Concept
from kb.model.guide import Guide
from kb.model.similar import similar


def find_entry(guide: Guide, name: str) -> Concept:
    """The entry with this id, former id, title or alias. KbError if there is none, or more than one."""
    found = guide.resolve(name)
    if len(found) == 1:
        return found[0]
    if found:
        raise KbError(f"`{name}` is a name of several entries", "one of: " + ", ".join(one.id for one in found))
    near = similar(name, guide.by_id)
    raise KbError(
        f"no entry is called `{name}`", f"a similar id exists: `{near}`" if near else "`kb stats` counts them"
    )
