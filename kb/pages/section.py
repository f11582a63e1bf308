"""A part of an entry's page that is made from the graph."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kb.pages.document import Block, Heading, Html
from kb.pages.environment import environment


def section(title: str, anchor: str, template: str, /, **values: Any) -> list[Block]:
    """A heading and, below it, what a template makes of the values."""
    return [Heading(2, Markup.escape(title), anchor), html(template, **values)]


def html(template: str, /, **values: Any) -> Html:
    """What a template makes of the values, as one block."""
    return Html(Markup(environment().get_template(template).render(values)))  # noqa: S704 (a template's output)
