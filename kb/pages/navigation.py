"""The pages that every guide has, by section. Entries are not among them: they are reached by links, lists and search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kb.model.vocabulary import Vocabulary
from kb.pages.address import Place
from kb.pages.document import Html
from kb.pages.section import html


class Section(NamedTuple):
    """A section of the site: its title, and its pages as `(title, page)`."""

    title: str
    pages: Sequence[tuple[str, str]]


def navigation(vocabulary: Vocabulary) -> Sequence[Section]:
    """The sections of a guide's site. A page whose view the vocabulary does not ask for is not there."""
    views = vocabulary.views
    sections = (
        Section("Home", [("Home", "index.html")]),
        Section("Paths", [("Paths", "paths/index.html")] if views.paths else []),
        Section("Map", [("Map", "map.html")]),
        Section(
            "Index",
            [
                ("A–Z", "a-z.html"),
                ("Areas", "areas/index.html"),
                ("Kinds", "kinds/index.html"),
                ("Relations", "relations/index.html"),
                *([("Timeline", "timeline.html")] if views.timeline else []),
                *([("People", "people.html")] if views.people else []),
            ],
        ),
        Section(
            "Compare",
            [
                *([("Matrix", "matrix.html")] if views.matrix else []),
                *([("Analogies", "analogies.html")] if views.analogies else []),
                *([("Debates", "debates.html")] if views.debates else []),
            ],
        ),
        Section("Sources", [("Sources", "sources.html")]),
        Section("About", [("About", "about.html"), ("Statuses", "statuses.html"), ("Checks", "rules/index.html")]),
    )
    return tuple(section for section in sections if section.pages)


def page_head(
    vocabulary: Vocabulary,
    place: Place,
    title: str,
    standfirst: str = "",
    *,
    within: str = "",
    choices: Sequence[tuple[str, str]] = (),
) -> Html:
    """The head of a list or an overview: its title, its neighbours in the section, and the parts it is divided into.

    `within` is the page of the section that this one belongs to, where it is not itself in the navigation.
    """
    at = within or place.page
    siblings = next((section.pages for section in navigation(vocabulary) if at in dict(section.pages).values()), ())
    return html(
        "page_head.html",
        place=place,
        title=title,
        standfirst=standfirst,
        siblings=siblings if len(siblings) > 1 else (),
        at=at,
        choices=choices,
    )
