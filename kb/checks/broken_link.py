"""A link or an image of the text that leads to nothing.

What it does
------------
Looks up what the links of the text lead to: a wikilink by id, former id, title or alias; a Markdown link by its path,
relative to the file; an image among the files below `concepts/`. Addresses on other hosts are left to `kb links`.

Why is this bad?
----------------
Readers who follow the link find nothing, and the entry that was meant does not learn that it is mentioned.

Example
-------
    See [[deceptive-alignmnt]] and [the paper](../papers/risks.md).

Use instead
-----------
    See [[deceptive-alignment]] and [the paper](../literature/risks-from-learned-optimization.md).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import quote, unquote

from kb.checks.context import Context
from kb.checks.targets import is_outside, is_placeholder, path_from, path_to
from kb.model.concept import BodyLink, Concept
from kb.model.problem import Edit, Finding, Fix

CODE = "LNK001"
NAME = "broken-link"


def check(context: Context) -> Iterator[Finding]:
    images = context.guide.images
    for concept, link, entries in context.led:
        if entries:
            continue
        if link.form == "wikilink":
            yield _wikilink(context, concept, link)
        elif link.form != "autolink" and not is_outside(link.target):
            path = path_to(concept, link.target) if link.target else None
            entry_wanted = link.form == "link" and link.target.lower().endswith(".md")
            if (entry_wanted or path not in images) and not is_placeholder(link.target):
                yield _relative(context, concept, link, path)


def _wikilink(context: Context, concept: Concept, link: BodyLink) -> Finding:
    if not link.target:
        return _finding(concept, link, "the link has no target", "write `[[id]]`", None)
    message = f"`[[{link.target}]]` leads to nothing: no entry has this id, title or alias"
    stem = posixpath.basename(link.target).removesuffix(".md")
    if found := context.guide.resolve(stem):
        return _finding(concept, link, message, f"the entry is called `{found[0].id}`, without folders", found[0].id)
    if near := context.nearest_id.to(stem):
        return _finding(concept, link, message, f"an entry with a similar id exists: `{near}`", near)
    return _finding(concept, link, message, None, None)


def _relative(context: Context, concept: Concept, link: BodyLink, path: str | None) -> Finding:
    if not link.target:
        return _finding(
            concept, link, "the link has no target", "write the path of an entry between the brackets", None
        )
    message = f"`{link.target}` leads to nothing"
    if path is None:
        message = f"`{link.target}` leads out of the guide"
        if link.target.startswith("/"):
            message += ": a path is relative to the file it stands in"
    if link.form == "image":
        stem = posixpath.basename(unquote(link.target)).lower()
        same = next(
            (image for image in sorted(context.guide.images) if posixpath.basename(image).lower() == stem), None
        )
        if not same:
            return _finding(concept, link, message, "put the file below `concepts/`", None)
        there = quote(posixpath.relpath(same, posixpath.dirname(concept.path)))
        return _finding(concept, link, message, f"a file of this name exists: `{there}`", there)
    stem = posixpath.splitext(posixpath.basename(unquote(link.target)))[0]
    if len(found := context.guide.resolve(stem)) == 1:
        there = quote(path_from(concept, found[0]))
        return _finding(concept, link, message, f"the entry `{found[0].id}` is at `{there}`", there)
    if near := context.nearest_id.to(stem):
        there = quote(path_from(concept, context.guide.by_id[near]))
        return _finding(concept, link, message, f"an entry with a similar id exists: `{there}`", there)
    return _finding(concept, link, message, None, None)


def _finding(concept: Concept, link: BodyLink, message: str, help: str | None, instead: str | None) -> Finding:
    fix = None
    written = concept.source.slice(link.target_span)
    target, mark, anchor = written.partition("#")
    # A target that stands elsewhere (`[words][label]`) or is written with escapes is left to the author.
    if instead and target.strip() == link.target:
        fix = Fix(f"replace it by `{instead}`", (Edit(concept.path, link.target_span, f"{instead}{mark}{anchor}"),))
    return Finding(concept.source, link.target_span, message, help, "leads to nothing", fix, owner=concept.id)
