"""Every address, DOI and arXiv id of a guide, with each place it is used.

Asked are the links of the text, bare addresses in it, the bibliography (`url`, `doi`, arXiv ids) and `same-as`. What the
offline checks already complain about is left out: malformed identifiers (SRC003), placeholders (SRC004), the guide's own
address (LNK004).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from kb.links.address import RefusedError, parse
from kb.links.subjects import Notation, Place, Scheme, Subject
from kb.links.text import addresses_of
from kb.model.concept import Concept
from kb.model.guide import Guide
from kb.model.identifiers import SCHEMES, mended
from kb.model.source import Span

SAME_AS: Mapping[str, str] = {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "orcid": "https://orcid.org/{}",
    "ror": "https://ror.org/{}",
    "openalex": "https://openalex.org/{}",
}
"""The page of an identifier, by its prefix in `same-as`."""

_ADDRESS = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_ARXIV = re.compile(r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/(.+?)(?:\.pdf)?/?", re.IGNORECASE)
_DOI = re.compile(r"https?://(?:www\.|dx\.)?doi\.org/(10\..+)", re.IGNORECASE)
# Reserved by RFC 2606: nobody's.
_RESERVED = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org|edu))?|invalid)")


def collect(guide: Guide, before: Guide | None = None) -> tuple[Subject, ...]:
    """Every subject, in the order of its first place.

    With `before`, an earlier state of the guide, only those used in an entry or a reference that is not the same in it.
    """
    found: dict[tuple[Scheme, str], list[Place]] = {}
    own = guide.vocabulary.guide.url.rstrip("/")
    for place in _places(guide, before):
        if own and (place.written == own or place.written.startswith(f"{own}/")):
            continue
        if named := _subject(place.written):
            scheme, value, fragment = named
            found.setdefault((scheme, value), []).append(replace(place, fragment=fragment))
    return tuple(
        Subject(scheme, value, tuple(sorted(places, key=lambda place: not place.changed)))
        for (scheme, value), places in found.items()
        if any(place.changed for place in places)
    )


def _subject(written: str) -> tuple[Scheme, str, str] | None:
    """Whom to ask about what, and the fragment. None for what is not asked."""
    prefix, _, rest = written.partition(":")
    if prefix.lower() in ("doi", "arxiv") and not rest.startswith("//"):
        return _identifier(Scheme(prefix.lower()), rest)
    bare = written.partition("#")[0]
    # An address that only wraps an identifier is asked of the registry, which answers for many at once and for robots.
    if (match := _ARXIV.fullmatch(bare)) and (named := _identifier(Scheme.ARXIV, match[1])):
        return named
    if (match := _DOI.fullmatch(bare)) and (named := _identifier(Scheme.DOI, unquote(match[1]))):
        return named
    try:
        address, fragment = parse(f"https:{written}" if written.startswith("//") else written)
    except RefusedError:
        return Scheme.URL, written, ""
    return None if _RESERVED.fullmatch(address.host) else (Scheme.URL, str(address), fragment)


def _identifier(scheme: Scheme, value: str) -> tuple[Scheme, str, str] | None:
    """A well-formed identifier, or the one that is plainly meant. DOIs do not tell capitals from small letters."""
    value = value.strip()
    if SCHEMES[scheme.value].problem(value):
        value = mended(scheme.value, value) or ""
    if not value:
        return None
    return scheme, value.lower() if scheme is Scheme.DOI else value, ""


def _places(guide: Guide, before: Guide | None) -> Iterator[Place]:
    earlier = {concept.path: concept.source.text for concept in before.concepts} if before else {}
    for concept in guide.concepts:
        changed = before is None or earlier.get(concept.path) != concept.source.text
        for span, written in addresses_of(concept):
            yield Place(concept.source, span, written, Notation.MARKDOWN, owner=concept.id, changed=changed)
        for span, written in _same_as(concept):
            yield Place(concept.source, span, written, Notation.YAML, owner=concept.id, changed=changed)
    for reference in guide.bibliography:
        known = before.bibliography.get(reference.key) if before else None
        changed = known is None or known.raw != reference.raw
        values = {"doi": reference.doi, "eprint": reference.arxiv, "url": reference.fields.get("url", "")}
        for field, value in values.items():
            if not value or (field == "url" and not _ADDRESS.match(value)):
                continue
            prefix = {"doi": "doi:", "eprint": "arxiv:"}.get(field, "")
            yield Place(
                guide.bibliography.source,
                reference.field_spans.get(field, reference.key_span),
                prefix + value,
                Notation.BIBTEX,
                reference=reference,
                changed=changed,
            )


def _same_as(concept: Concept) -> Iterator[tuple[Span, str]]:
    spans = [span for path, span in concept.marks.values.items() if len(path) == 2 and path[0] == "same-as"]
    for value in concept.same_as:
        prefix, _, rest = value.partition(":")
        span = next((span for span in spans if value in concept.source.slice(span)), concept.key_span("same-as"))
        # Without the quotation marks around it.
        at = concept.source.text.find(value, span.start, span.end)
        span = Span(at, at + len(value)) if at >= 0 else span
        if _ADDRESS.match(value) or prefix.lower() in ("doi", "arxiv"):
            yield span, value
        elif rest and (page := SAME_AS.get(prefix.lower())):
            yield span, page.format(rest)
