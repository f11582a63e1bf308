"""Further reading, how to cite the entry, and where to edit it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from markupsafe import Markup

from kb.model.bibliography import Reference
from kb.model.concept import Concept
from kb.pages.address import Place, entry_page
from kb.pages.card import Card
from kb.pages.document import Block
from kb.pages.environment import environment
from kb.pages.section import section
from kb.pages.site import Site

READING = "further-reading"
CITE = "cite"
MOST_AUTHORS = 8
"""More authors than this are cut to the first of them and "et al."."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A work as a bibliography shows it. `reference` is None for a key that the bibliography does not have."""

    key: str
    reference: Reference | None
    authors: str
    where: str
    links: tuple[tuple[str, str], ...]
    entry: Card | None


def listed(site: Site, key: str) -> Listed:
    """One work, formatted. `entry` is the page of the guide about it, if there is one."""
    reference = site.guide.bibliography.get(key)
    entry = site.works.get(key)
    if reference is None:
        return Listed(key, None, "", "", (), entry)
    return Listed(key, reference, authors(reference), venue(reference), tuple(identifiers(reference)), entry)


def authors(reference: Reference) -> str:
    """`A`, `A and B`, `A, B and C`, or the first few `et al.`"""
    names = [author.full for author in reference.authors]
    if len(names) > MOST_AUTHORS or reference.et_al:
        return ", ".join(names[:MOST_AUTHORS]) + " et al." if names else ""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def venue(reference: Reference) -> str:
    """Where a work appeared: journal with volume and pages, proceedings, publisher, school."""
    fields = reference.fields
    name = fields.get("journal") or fields.get("booktitle") or ""
    if name and (volume := fields.get("volume", "")):
        name += f" {volume}" + (f"({number})" if (number := fields.get("number")) else "")
    parts = [
        name,
        fields.get("edition", ""),
        fields.get("publisher") or fields.get("institution") or fields.get("school"),
    ]
    parts += [fields.get("howpublished", "")]
    if name and (pages := fields.get("pages")):
        parts.insert(1, f"pp. {pages}" if re.search(r"[–,-]", pages) else f"p. {pages}")
    return ", ".join(part for part in parts if part)


def identifiers(reference: Reference) -> Sequence[tuple[str, str]]:
    """Where to get a work: `(label, address)` for its DOI, arXiv id and URL, each place once."""
    found: list[tuple[str, str]] = []
    if doi := reference.doi:
        found.append((f"doi:{doi}", f"https://doi.org/{quote(doi, safe='/()')}"))
    if arxiv := reference.arxiv:
        found.append((f"arXiv:{arxiv}", f"https://arxiv.org/abs/{quote(arxiv, safe='/')}"))
    url = reference.fields.get("url", "")
    if re.match(r"https?://", url) and not re.match(r"https?://((dx\.)?doi\.org|arxiv\.org)/", url):
        host = re.sub(r"^https?://(www\.)?", "", url).split("/")[0]
        found.append((host, url))
    if not found and reference.isbn:
        found.append((f"ISBN {reference.isbn}", ""))
    return found


def numbered(site: Site, concept: Concept) -> Mapping[str, int]:
    """The works an entry's page refers to, each with its number: those of the entry, then those of its relations."""
    keys = dict.fromkeys(concept.cited)
    for seen in site.graph.seen_from(concept.id):
        for name, qualifier in site.vocabulary.named_qualifiers(seen.edge.relation):
            if qualifier.type == "citation":
                keys.update(dict.fromkeys(seen.edge.keys(name)))
    return {key: number for number, key in enumerate(keys, 1)}


def further_reading(site: Site, place: Place, numbers: Mapping[str, int]) -> list[Block]:
    """The bibliography of one page; nothing if it cites nothing."""
    if not numbers:
        return []
    works = [(number, listed(site, key)) for key, number in numbers.items()]
    return section("Further reading", READING, "reading.html", place=place, works=works)


def cite_this(site: Site, concept: Concept, place: Place) -> list[Block]:
    """How to cite an entry, and where to edit it, see its history or report a gap."""
    about = site.vocabulary.guide
    page = entry_page(concept.id)
    address = f"{about.url.rstrip('/')}/{quote(page)}" if about.url else ""
    key = re.sub(r"[^a-z0-9-]", "", concept.id)
    bibtex = (
        environment()
        .get_template("bibtex.txt")
        .render(key=key, title=concept.title, guide=about.title, address=address)
    )
    return section(
        "Cite this entry",
        CITE,
        "cite.html",
        place=place,
        title=concept.title,
        guide=about.title,
        address=address,
        bibtex=Markup(bibtex),  # noqa: S704 (a template's output)
        license=about.license,
        links=contribute(about.repository, concept),
    )


def contribute(repository: str, concept: Concept) -> Sequence[tuple[str, str]]:
    """`(words, address)` of the pages where an entry is edited, where its history is and where a gap is reported.

    `repository` is the address of the folder that holds `concepts/`, as a browser shows it: a repository, or a folder of a
    branch (`…/tree/main/guides/x`). GitHub, Gitea and GitLab name these pages alike.
    """
    match = re.fullmatch(r"(https?://[^?#]+?)(?:/(-/)?(?:tree|blob|src/branch)/([^/?#]+)(/[^?#]*)?)?/?", repository)
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
