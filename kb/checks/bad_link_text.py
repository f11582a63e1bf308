"""A link whose words say nothing, an image without words, or a reference that is defined nowhere.

What it does
------------
Reports links with no text or with a text like "here", images without an alternative text, and `[words][label]` or
`[^note]` where the label or the note is missing, and `[@key …]` that is no citation.

Why is this bad?
----------------
Somebody who listens to the page hears "here, here, link". An undefined reference shows its brackets to everybody.

Example
-------
    The argument is [here](../learned-optimization/deceptive-alignment.md). ![](loop.svg)

Use instead
-----------
    The argument is [that training rewards pretense](../learned-optimization/deceptive-alignment.md).
    ![Selection acts on behavior; the goal behind it stays unseen.](loop.svg)
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import BodyLink, Concept, UndefinedReference
from kb.model.problem import Finding

CODE = "LNK005"
NAME = "bad-link-text"

EMPTY_WORDS = frozenset({
    "click", "click here", "here", "learn more", "link", "links", "more", "page", "read more", "see here", "see this",
    "source", "that", "the link", "there", "this", "this article", "this entry", "this link", "this page", "this paper",
    "this post", "url", "website",
})  # fmt: skip
"""Words that say nothing about where a link leads. English, as the messages are."""
_NOTHING = EMPTY_WORDS | {""}


def check(context: Context) -> Iterator[Finding]:
    for concept in context.readable:
        links = concept.body.links
        for link in links:
            if link.form == "image" and not link.text:
                message, help = (
                    "the image has no text for those who cannot see it",
                    "say between the brackets what it shows",
                )
                yield Finding(concept.source, link.span, message, help, "no text", owner=concept.id)
            elif _bare(link.text) in _NOTHING and link.form in ("link", "wikilink") and not _inside(link, links):
                yield _words(concept, link)
        for reference in concept.body.undefined:
            if not _is_index(concept, reference):
                yield _undefined(concept, reference)


def _inside(link: BodyLink, links: tuple[BodyLink, ...]) -> bool:
    """Whether the link's words are an image, of which everything is said there."""
    return not link.text and any(
        other.form == "image" and link.span.start < other.span.start and other.span.end <= link.span.end
        for other in links
    )


def _bare(text: str) -> str:
    return text.strip(" .,;:!?»«\"'“”()→").casefold()


def _words(concept: Concept, link: BodyLink) -> Finding:
    message = "the link has no text"
    if _bare(link.text):
        message = f"the link text `{link.text}` does not say where the link leads"
    return Finding(concept.source, link.span, message, "name what the link leads to", "says nothing", owner=concept.id)


def _is_index(concept: Concept, reference: UndefinedReference) -> bool:
    """`table[i][j]` is an index, not a reference."""
    before = concept.source.text[max(reference.span.start - 1, 0) : reference.span.start]
    return not reference.label.startswith("^") and (before.isalnum() or before in ("_", ")", "]", "}"))


def _undefined(concept: Concept, reference: UndefinedReference) -> Finding:
    label = reference.label
    if label.startswith(("@", "-@")):
        message = f"`[{' '.join(label.split())}]` is no citation"
        help = "write `[@key]`, or `[@key, p. 3; @other]`, in one row and without other words"
    elif label.startswith("^"):
        message, help = f"the footnote `[{label}]` is defined nowhere", f"add a paragraph `[{label}]: …`"
    else:
        message, help = f"the reference `[{label}]` is defined nowhere", f"add a row `[{label}]: address`"
    return Finding(concept.source, reference.span, message, help, "shows its brackets", owner=concept.id)
