"""Markup that could run something, load something or change the page around the text.

What it does
------------
Looks through the HTML in the text for elements such as `<script>`, `<iframe>`, `<object>`, `<form>`, `<style>` and `<svg>`
and for event handlers (`onclick=`), and through all links, images and addresses for `javascript:`, `vbscript:` and
`data:`, also where they are hidden behind entities, capitals or white space. Harmless inline HTML is left alone.

Why is this bad?
----------------
Whoever writes an entry would run a program in every reader's browser. The site removes such markup in any case, so the
text would not look as it was written.

Example
-------
    <iframe src="https://example.org/demo"></iframe>

Use instead
-----------
    [The demonstration](https://example.org/demo)
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from kb.checks.context import Context
from kb.model.concept import Concept, Markup
from kb.model.problem import Finding
from kb.model.source import Source, Span

CODE = "SEC001"
NAME = "unsafe-markup"

ELEMENTS = frozenset({
    "script", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "input", "button", "textarea",
    "select", "style", "svg", "math", "base", "meta", "link", "template", "noscript",
})  # fmt: skip
_COMMENT = re.compile(r"<!--(?!-?>).*?-->", re.DOTALL)
_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)")
_ADDRESSES = frozenset({
    "href", "src", "action", "formaction", "data", "poster", "background", "cite", "longdesc", "xlink:href",
    "srcdoc",
})  # fmt: skip
# Browsers drop these characters before they look at the scheme (WHATWG URL, section 4.4).
_DROPPED = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028\u2029\ufeff]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_RUNS = frozenset({"javascript", "vbscript", "data"})
_LEADS_OUT = frozenset({"http", "https", "mailto"})
"""Where a link may lead; `file:` and the like mean something else on every reader's machine."""


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        for markup in _joined(concept.body.markup):
            for span, message, help in _in_markup(markup):
                yield Finding(concept.source, span, message, help, owner=concept.id)
        for link in concept.body.links:
            if link.form != "wikilink" and (scheme := _scheme(link.target)) and scheme not in _LEADS_OUT:
                yield _address(concept.source, link.target_span, scheme, concept)
        for index, address in enumerate(concept.same_as):
            if (scheme := _scheme(address)) in _RUNS:
                yield _address(concept.source, concept.value_span("same-as", index), scheme, concept)
    for reference in context.guide.bibliography:
        if (scheme := _scheme(reference.fields.get("url", ""))) in _RUNS:
            span = reference.field_spans.get("url", reference.key_span)
            yield _address(context.guide.bibliography.source, span, scheme)


def _joined(pieces: Iterable[Markup]) -> Iterator[Markup]:
    """The reader gives HTML row by row; a tag may go over several."""
    whole: Markup | None = None
    for piece in pieces:
        if whole and piece.span.start == whole.span.end:
            whole = Markup(whole.text + piece.text, Span(whole.span.start, piece.span.end))
            continue
        if whole:
            yield whole
        whole = piece
    if whole:
        yield whole


def _in_markup(markup: Markup) -> Iterator[tuple[Span, str, str]]:
    text = _COMMENT.sub(lambda match: " " * len(match[0]), markup.text)
    for match in _TAG.finditer(text):
        name = match[1].lower()
        span = Span(markup.span.start + match.start(), markup.span.start + match.start(2))
        if name.partition(":")[2] in ELEMENTS or name in ELEMENTS:
            yield span, f"the element `<{name}>` is not allowed", "write it in Markdown, or link to a page that has it"
            continue
        for attribute in _ATTRIBUTE.finditer(match[2]):
            key, start = attribute[1].lower(), markup.span.start + match.start(2)
            place = Span(start + attribute.start(), start + attribute.end())
            if key.startswith("on"):
                yield place, f"the event handler `{key}` of `<{name}>` is not allowed", "remove it"
            elif key in _ADDRESSES and (scheme := _scheme(attribute[2].strip("\"'"))) and scheme not in _LEADS_OUT:
                yield place, f"the `{scheme}:` address of `<{name}>` is not allowed", "link to a page or an image file"


def _address(source: Source, span: Span, scheme: str | None, concept: Concept | None = None) -> Finding:
    message = f"the address begins with `{scheme}:`, which is not allowed in a link"
    help = "link to a page or an image file"
    return Finding(source, span, message, help, owner=concept.id if concept else None)


def _scheme(address: str) -> str | None:
    """The scheme of an address, as a browser would read it; None for a relative one."""
    if ":" not in address and "&" not in address:
        return None
    match = _SCHEME.match(_DROPPED.sub("", html.unescape(address)).casefold())
    return match[1] if match else None
