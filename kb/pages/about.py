"""About: what the guide is made of, and a page for addresses that lead nowhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from kb.pages.address import Place
from kb.pages.document import document
from kb.pages.navigation import page_head
from kb.pages.section import html
from kb.pages.site import Site


def about(site: Site) -> dict[str, str]:
    """`about.md` and `404.md`."""
    info = site.vocabulary.guide
    place = Place("about.html")
    counts = [
        (len(site.concepts), "entry", "entries"),
        (len(site.graph.edges), "connection", "connections"),
        (len(site.guide.bibliography), "source", "sources"),
    ]
    blocks = [
        page_head(site.vocabulary, place, "About this guide", info.description or info.tagline),
        html("about.html", place=place, about=info, counts=counts, checks=len(site.rules)),
    ]
    # The page for a lost address is shown at any depth, so its links begin at the root of the host.
    lost = html("404.html", base=urlsplit(info.url).path.rstrip("/") + "/")
    hide = ("navigation", "toc")
    return {
        "about.md": document("About", f"What {info.title} is and how it is made.", blocks, hide=hide),
        "404.md": document("Not found", "There is no page at this address.", [lost], hide=hide),
    }
