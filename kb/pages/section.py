"""A part of an entry's page that is made from the graph."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from markupsafe import Markup

from kb.pages.document import Block, Heading, Html
from kb.pages.environment import environment

T = TypeVar("T")


def section(title: str, anchor: str, template: str, /, **values: Any) -> list[Block]:
    """A heading and, below it, what the macro of a template makes of the values."""
    return [_heading(title, anchor), Html(macro(template, **values))]


@cache
def _heading(title: str, anchor: str) -> Heading:
    return Heading(2, Markup.escape(title), anchor)


def parted(items: Sequence[T], open: int) -> Sequence[tuple[int, Sequence[T]]]:
    """What of a list is shown at once and, if there is more, what waits behind a line that counts it.

    Each comes with that count: 0 for the first.
    """
    return ((0, items[:open]), (len(items) - open, items[open:])) if len(items) > open else ((0, items),)


def macro(template: str, /, **values: Any) -> Markup:
    """What the macro `html` of a template makes of the values.

    For what stands on every entry's page: a macro is called in a third of the time in which a template is rendered.
    """
    made: Markup = _macro(template)(**values)
    return made


@cache
def _macro(template: str) -> Any:
    found: Any = environment().get_template(template).module
    return found.html


def html(template: str, /, **values: Any) -> Html:
    """What a template makes of the values, as one block."""
    return Html(Markup(environment().get_template(template).render(values)))  # noqa: S704 (a template's output)
