"""A link from an entry in use to one that has been replaced.

What it does
------------
Looks at typed links, steps of paths and links of the text that lead to an entry which another supersedes. Entries that are
superseded themselves, those that did the superseding, and relations of record such as citations are left alone.

Why is this bad?
----------------
Readers are led to what should no longer be used.

Example
-------
    # while new-probe supersedes old-probe
    links:
      detected-by: [old-probe]

Use instead
-----------
    links:
      detected-by: [new-probe]
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from kb.checks.context import Context
from kb.checks.supersession import Supersession
from kb.checks.targets import Targets, path_from
from kb.checks.written import related
from kb.model.concept import Concept
from kb.model.problem import Edit, Finding, Fix
from kb.model.source import Span

CODE = "LIF003"
NAME = "superseded-reference"


def check(context: Context) -> Iterator[Finding]:
    supersession = Supersession(context)
    if not supersession.edges:
        return
    successors = {id: frozenset(supersession.successors(id)) for id in supersession.edges}
    targets = Targets(context.guide)
    for concept in context.readable:
        if concept.id in supersession.edges:
            continue
        for target, span, instead in _references(context, supersession, targets, concept):
            if concept.id not in successors[target]:
                yield _finding(concept, supersession, target, span, instead)


def _references(
    context: Context, supersession: Supersession, targets: Targets, concept: Concept
) -> Iterator[tuple[str, Span, str | None]]:
    """Every superseded entry that an entry refers to, where, and what to write in its place if that is plain."""
    vocabulary = context.vocabulary
    written = {(link.relation, link.target) for link in concept.links}
    steps = {step.target for step in concept.steps}
    for link in concept.links:
        if link.target in supersession.edges and link.relation in vocabulary.directions:
            relation = vocabulary.directions[link.relation].relation
            if relation == supersession.relation or vocabulary.relations[relation].chronological:
                continue
            living = supersession.replacement(link.target)
            taken = (link.relation, living) in written or living == concept.id
            yield link.target, link.target_span, None if taken else living
    for step in concept.steps:
        if step.target in supersession.edges:
            living = supersession.replacement(step.target)
            yield step.target, step.span, None if living in steps else living
    for body_link in concept.body.links:
        entries = targets.entries(concept, body_link)
        if len(entries) == 1 and entries[0].id in supersession.edges:
            living = supersession.replacement(entries[0].id)
            plain = concept.source.slice(body_link.target_span) == body_link.target
            if living and plain:
                target = (
                    living if body_link.form == "wikilink" else quote(path_from(concept, context.guide.by_id[living]))
                )
                yield entries[0].id, body_link.target_span, target
            else:
                yield entries[0].id, body_link.target_span, None


def _finding(concept: Concept, supersession: Supersession, target: str, span: Span, instead: str | None) -> Finding:
    living = supersession.replacement(target)
    fix = Fix(f"refer to `{living}` instead", (Edit(concept.path, span, instead),)) if instead else None
    return Finding(
        concept.source,
        span,
        f"`{target}` is superseded",
        f"refer to `{living}` instead" if living else None,
        "superseded",
        fix,
        tuple(related(edge.written[0], f"by `{supersession.newer(edge)}`") for edge in supersession.edges[target]),
        concept.id,
    )
