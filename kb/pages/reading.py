"""Further reading, how to cite the entry, and where to edit it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, urlencode

from kb.model.concept import Concept
from kb.pages.address import Place, entry_page
from kb.pages.document import Block
from kb.pages.section import macro, section
from kb.pages.site import Site
from kb.pages.told import Told

_REPOSITORY = re.compile(r"(https?://[^?#]+?)(?:/(-/)?(?:tree|blob|src/branch)/([^/?#]+)(/[^?#]*)?)?/?")

READING = "further-reading"
CITE = "cite"


def numbered(concept: Concept, edges: Iterable[Told]) -> Mapping[str, int]:
    """The works an entry's page refers to, each with its number: those of the entry, then those of its edges."""
    keys = [*concept.cited, *(key for edge in edges for key in edge.qualified.sources)]
    return {key: number for number, key in enumerate(dict.fromkeys(keys), 1)}


def further_reading(site: Site, place: Place, numbers: Mapping[str, int]) -> list[Block]:
    """The bibliography of one page; nothing if it cites nothing."""
    if not numbers:
        return []
    works = [(number, key, site.works.line(key, place)) for key, number in numbers.items()]
    return section("Further reading", READING, "reading.html", works=works)


def cite_this(site: Site, concept: Concept, place: Place) -> list[Block]:
    """How to cite an entry, and where to edit it, see its history or report a gap."""
    about = site.vocabulary.guide
    page = entry_page(concept.id)
    address = f"{about.url.rstrip('/')}/{quote(page)}" if about.url else ""
    key = re.sub(r"[^a-z0-9-]", "", concept.id)
    bibtex = macro("bibtex.txt", key=key, title=concept.title, guide=about.title, address=address)
    return section(
        "Cite this entry",
        CITE,
        "cite.html",
        title=concept.title,
        guide=about.title,
        address=address,
        bibtex=bibtex,
        license=about.license,
        links=contribute(about.repository, concept),
    )


def contribute(repository: str, concept: Concept) -> Sequence[tuple[str, str]]:
    """`(words, address)` of the pages where an entry is edited, where its history is and where a gap is reported.

    `repository` is the address of the folder that holds `concepts/`, as a browser shows it: a repository, or a folder of a
    branch (`…/tree/main/guides/x`). GitHub, Gitea and GitLab name these pages alike.
    """
    match = _REPOSITORY.fullmatch(repository)
    if not match:
        return ()
    base, dash, branch, folder = match[1], match[2] or "", match[3] or "HEAD", (match[4] or "").strip("/")
    path = quote(f"{folder}/{concept.path}".lstrip("/"))
    report = urlencode({"title": f"{concept.title}: ", "body": f"About `{concept.path}`:\n\n"})
    return (
        ("Edit this entry", f"{base}/{dash}edit/{branch}/{path}"),
        ("History", f"{base}/{dash}commits/{branch}/{path}"),
        ("Report a gap or a mistake", f"{base}/{dash}issues/new?{report}"),
    )
