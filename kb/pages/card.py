"""What other pages say of an entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from kb.pages.address import Place
from kb.pages.environment import environment


@dataclass(frozen=True, slots=True)
class Card:
    """An entry in a few words. `wanted`: something links to it and it does not exist yet."""

    id: str
    title: str
    kind: str = ""
    kind_label: str = ""
    status: str = ""
    status_label: str = ""
    area: str = ""
    area_label: str = ""
    summary: str = ""
    minutes: int = 0
    year: int | None = None
    wanted: bool = False
    _links: dict[tuple[str, bool], Markup] = field(default_factory=dict, repr=False, compare=False)

    def link(self, place: Place, icon: bool = True) -> Markup:
        """The entry's title as a link from a page, with the icon of its kind or without; plain words if it is wanted.

        Made once for all pages of a folder: an entry is linked to from many.
        """
        key = (place.entries, icon)
        found = self._links.get(key)
        if found is None:
            macros: Any = environment().get_template("macros.html").module
            found = self._links[key] = Markup(macros.link(self, place, icon).strip())  # noqa: S704 (a macro's output)
        return found
