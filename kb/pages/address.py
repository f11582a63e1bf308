"""Where pages are. Every address is relative and ends in `.html`, so that it means the same in the source tree and the site."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from kb.pages.environment import quoted

ENTRIES = "concepts"


def entry_page(id: str) -> str:
    """The page of an entry, relative to the site's root."""
    return f"{ENTRIES}/{id}.html"


def source_of(page: str) -> str:
    """The generated Markdown file of a page."""
    return page.removesuffix(".html") + ".md"


class Place:
    """A page that links to others: `root` leads to the site's root, `entries` to the folder of entries."""

    __slots__ = ("entries", "page", "root")

    def __init__(self, page: str) -> None:
        self.page = page
        self.root = "../" * page.count("/")
        self.entries = "" if page.startswith(f"{ENTRIES}/") else f"{self.root}{ENTRIES}/"

    def entry(self, id: str, anchor: str | None = None) -> str:
        """The address of an entry, seen from here."""
        return f"{self.entries}{quoted(id)}.html" + (f"#{quoted(anchor)}" if anchor else "")

    def to(self, page: str) -> str:
        """The address of any page or file, seen from here. Its parts are quoted."""
        return self.root + _quoted_page(page)


@lru_cache(maxsize=1 << 12)
def _quoted_page(page: str) -> str:
    return quote(page)
