"""`mkdocs.yml`, as both MkDocs and Zensical read it, for any guide."""

from __future__ import annotations

import json
from html import escape

from markupsafe import Markup

from kb.model.guide import Guide
from kb.pages.address import source_of
from kb.pages.environment import environment
from kb.pages.navigation import navigation


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
            navigation=navigation(guide.vocabulary),
            source_of=source_of,
        )
    )


def _yaml(text: str) -> str:
    """A text as a YAML string. The theme puts these into pages as they are, so they are escaped."""
    return Markup(json.dumps(escape(" ".join(text.split())), ensure_ascii=False))  # noqa: S704 (escaped here)
