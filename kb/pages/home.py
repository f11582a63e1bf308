"""The first page: what this is, and ways in."""

from __future__ import annotations

from kb.pages.address import Place
from kb.pages.document import document
from kb.pages.section import html
from kb.pages.site import Site


def home(site: Site) -> dict[str, str]:
    """`index.md`."""
    about = site.vocabulary.guide
    place = Place("index.html")
    blocks = [html("home.html", place=place, about=about, count=len(site.concepts))]
    return {"index.md": document(about.title, about.description or about.tagline, blocks, hide=("navigation", "toc"))}
