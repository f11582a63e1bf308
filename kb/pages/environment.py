"""The templates, compiled once per process, with autoescape on."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

import markupsafe
from jinja2 import Environment, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape


@cache
def environment() -> Environment:
    """The Jinja environment of every page. A name that a template does not get is a mistake of ours and raises."""
    made = _Environment(
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


# What `escape` itself calls for strings, under a name that is not promised: without it, all is as it was, only slower.
_escape_string: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def escaped(value: Any) -> str:
    """What `escape` makes of a value, as a plain string.

    Most of what templates show is a string, ready markup or a number. `escape` makes an object of each, only to join it with
    others.
    """
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return _escape_string(value)
    return str(value) if kind is int else escape(value)


class _Generator(CodeGenerator):
    """Compiles templates as always, except that they escape with `escaped`."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 (Jinja's name)
        super().visit_Template(node, frame)
        # The code before this says `escape`, and looks the name up when it is run.
        self.writeline(f"from {__name__} import {escaped.__name__} as escape")


class _Environment(Environment):
    code_generator_class = _Generator


@lru_cache(maxsize=1 << 16)
def quoted(part: str) -> str:
    """One part of an address, fit for `href`."""
    return quote(part, safe="")


def counted(number: int, one: str, many: str) -> str:
    """`1 entry`, `2 entries`, `8,500 entries`."""
    return f"{number:,} {one if number == 1 else many}"


def preformatted(text: str) -> Markup:
    """Code whose rows and indentation survive on one line of a generated file."""
    # Escaped first and taken apart then: what is put between the rows is ours. Escaping leaves white space alone.
    rows = str.splitlines(escape(text))
    return Markup("&#10;".join(rows).replace("\t", "&#9;"))  # noqa: S704 (escaped)
