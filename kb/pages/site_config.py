"""`mkdocs.yml`, as both MkDocs and Zensical read it, for any guide."""

from __future__ import annotations

import json
from html import escape

from markupsafe import Markup

from kb.model.guide import Guide
from kb.model.vocabulary import Vocabulary
from kb.pages.environment import environment


def site_config(guide: Guide) -> str:
    """The text of a `mkdocs.yml` for a guide. The navigation holds no entries: with them every page would carry them all."""
    about = guide.vocabulary.guide
    return (
        environment()
        .get_template("mkdocs.yml")
        .render(
            name=_yaml(about.title),
            description=_yaml(about.description or about.tagline),
            url=_yaml(about.url.rstrip("/") + "/") if about.url else "",
            repository=_yaml(about.repository) if about.repository else "",
            copyright=_yaml(f"Text: {about.license}") if about.license else "",
            language=_yaml(about.language),
            navigation=_navigation(guide.vocabulary),
        )
    )


def _yaml(text: str) -> str:
    """A text as a YAML string. The theme puts these into pages as they are, so they are escaped."""
    return Markup(json.dumps(escape(" ".join(text.split())), ensure_ascii=False))  # noqa: S704 (escaped here)


def _navigation(vocabulary: Vocabulary) -> list[tuple[str, list[tuple[str, str]]]]:
    """`(title, [(title, file), …])`; a section of one page is that page."""
    views = vocabulary.views
    present = [
        ("Home", [("Home", "index.md")]),
        ("Paths", [("Paths", "paths/index.md")] if views.paths else []),
        ("Map", [("Map", "map.md")]),
        (
            "Index",
            [
                ("A–Z", "a-z.md"),
                ("Areas", "areas/index.md"),
                ("Kinds", "kinds/index.md"),
                ("Relations", "relations/index.md"),
                *([("Timeline", "timeline.md")] if views.timeline else []),
                *([("People", "people.md")] if views.people else []),
            ],
        ),
        (
            "Across",
            [
                *([("Matrix", "matrix.md")] if views.matrix else []),
                *([("Analogies", "analogies.md")] if views.analogies else []),
                *([("Debates", "debates.md")] if views.debates else []),
            ],
        ),
        ("Sources", [("Sources", "sources.md")]),
        ("About", [("About", "about.md"), ("Statuses", "statuses.md"), ("Checks", "rules/index.md")]),
    ]
    return [(title, pages) for title, pages in present if pages]
