"""The templates, compiled once per process, with autoescape on."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape


@cache
def environment() -> Environment:
    """The Jinja environment of every page. A name that a template does not get is a mistake of ours and raises."""
    made = Environment(
        loader=PackageLoader("kb.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["path"] = quoted
    made.filters["count"] = counted
    made.filters["preformatted"] = preformatted
    return made


def quoted(part: str) -> str:
    """One part of an address, fit for `href`."""
    return quote(part, safe="")


def counted(number: int, one: str, many: str) -> str:
    """`1 entry`, `2 entries`, `8,500 entries`."""
    return f"{number:,} {one if number == 1 else many}"


def preformatted(text: str) -> Markup:
    """Code whose rows and indentation survive on one line of a generated file."""
    return Markup("&#10;").join(escape(row).replace("\t", Markup("&#9;")) for row in text.splitlines())
