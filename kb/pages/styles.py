"""The style sheet: our own rules, and from the vocabulary a color and an icon for every kind and status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from kb.model.vocabulary import Vocabulary
from kb.pages.colors import DARK, LIGHT, readable
from kb.pages.environment import environment

PLAIN = "#5f6b76"
"""For a kind or status without a color."""
_DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="6"/></svg>'


def style_sheet(vocabulary: Vocabulary) -> str:
    """Everything in one file: one request."""
    return "\n".join([*_own(), _declared(vocabulary)])


@cache
def _own() -> tuple[str, ...]:
    folder = files("kb.pages") / "assets" / "css"
    sheets = sorted((sheet for sheet in folder.iterdir() if sheet.name.endswith(".css")), key=lambda sheet: sheet.name)
    return tuple(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _declared(vocabulary: Vocabulary) -> str:
    return environment().get_template("declared.css").render(rules=list(_rules(vocabulary)))


def _rules(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str, str, str]]:
    """Attribute, value, color on light, color on dark, and icon (empty: none) of each kind and status."""
    for name, kind in vocabulary.kinds.items():
        if not kind.abstract:
            color = kind.color or PLAIN
            yield "kind", name, readable(color, LIGHT), readable(color, DARK), icon(kind.icon)
    for name, status in vocabulary.statuses.items():
        color = status.color or PLAIN
        yield "status", name, readable(color, LIGHT), readable(color, DARK), ""


@cache
def icon(name: str | None) -> str:
    """An icon of Material Design as a data address for a CSS mask; a dot if there is none of this name."""
    path = _icons() / f"{name}.svg"
    svg = path.read_text(encoding="utf-8") if name and path.is_file() else _DOT
    return "data:image/svg+xml," + quote(re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL), safe=" =:/,;'()")


def _icons() -> Path:
    """The folder of icons that the theme brings; found without importing the theme."""
    spec = find_spec("material")
    folders = (spec and spec.submodule_search_locations) or ["."]
    return Path(next(iter(folders))) / "templates" / ".icons" / "material"
