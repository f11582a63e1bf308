"""The web addresses in the text of an entry: its links and images, HTML attributes, and addresses that stand bare."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kb.model.concept import Body, BodyLink, Concept
from kb.model.markdown import events
from kb.model.source import Span

_ADDRESS = re.compile(r"(?:https?:)?//[^/\s]", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?:href|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE)
_BARE = re.compile(r"\bhttps?://[^\s<>\"`\[\]{}|\\^]+", re.IGNORECASE)
_BEHIND = ".,;:!?*_~'’”"
"""What ends a sentence or an emphasis and not an address."""


def addresses_of(concept: Concept) -> Iterator[tuple[Span, str]]:
    """Every address in the text with its place, in the order of the text."""
    body = concept.body
    text = concept.source.text
    found = [(_place(text, link), _whole(link)) for link in body.links if _leads_out(link)]
    for markup in body.markup:
        for match in _ATTRIBUTE.finditer(text, *markup.span):
            group = match.lastindex or 0
            if group and _ADDRESS.match(match[group]):
                found.append((Span(*match.span(group)), html.unescape(match[group])))
    found += _bare(text, body, [span for span, _ in found])
    # Links by reference share the place where their address is defined.
    yield from sorted(set(found))


def _leads_out(link: BodyLink) -> bool:
    return link.form != "wikilink" and bool(_ADDRESS.match(link.target))


def _whole(link: BodyLink) -> str:
    return f"{link.target}#{link.anchor}" if link.anchor else link.target


def _place(text: str, link: BodyLink) -> Span:
    """Where the address stands: in the link, or in the definition that `[text][label]` refers to."""
    whole = _whole(link)
    if text[slice(*link.target_span)] == whole:
        return link.target_span
    if link.form == "autolink" and (at := text.find(whole, *link.span)) >= 0:
        return Span(at, at + len(whole))
    definition = re.search(
        rf"^ {{0,3}}\[[^\]\n]+\]:[ \t]*<?({re.escape(whole)})>?[ \t]*(?=[\n\r\"'(]|$)", text, re.MULTILINE
    )
    return Span(*definition.span(1)) if definition else link.target_span


def _bare(text: str, body: Body, taken: list[Span]) -> Iterator[tuple[Span, str]]:
    """Addresses that are no links. Code is not looked at: what stands there is an example."""
    taken = taken + [link.span for link in body.links] + [markup.span for markup in body.markup]
    taken += [span for _, span in body.fences]
    start, end = body.span
    if "://" not in text[start:end]:
        return
    for event, span in events(text[start:end], start):
        if isinstance(event, dict) and next(iter(event)) in ("Code", "InlineMath", "DisplayMath"):
            taken.append(span)
    for match in _BARE.finditer(text, start, end):
        if not any(span.start <= match.start() < span.end for span in taken):
            address = _trimmed(match[0])
            yield Span(match.start(), match.start() + len(address)), address


def _trimmed(address: str) -> str:
    """Without what belongs to the sentence: punctuation, and a bracket that was opened before the address."""
    while True:
        shorter = address.rstrip(_BEHIND)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
