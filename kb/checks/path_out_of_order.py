"""A step of a path that comes before something it requires.

What it does
------------
Compares the order of each path's steps with everything that the relation of the vocabulary's prerequisites view implies.
Only entries that are steps of the path count: what it leaves out, readers are supposed to know.

Why is this bad?
----------------
Readers who follow the path meet an idea before the one without which it cannot be understood.

Example
-------
    steps: [deceptive-alignment, situational-awareness]

Use instead
-----------
    steps: [situational-awareness, deceptive-alignment]
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.context import Context
from kb.graph.closure import Closure
from kb.model.concept import Concept
from kb.model.problem import Finding, Related

CODE = "PTH001"
NAME = "path-out-of-order"


def check(context: Context) -> Iterator[Finding]:
    view = context.vocabulary.views.prerequisites
    direction = context.vocabulary.directions.get(view.relation) if view else None
    if not direction:
        return
    closure = context.graph.closure(direction.relation)
    for concept in context.readable:
        first = {step.target: at for at, step in reversed(list(enumerate(concept.steps)))}
        for at, step in enumerate(concept.steps):
            if first[step.target] == at and step.target in context.guide.by_id:
                yield from _before_its_time(concept, closure, direction.inverted, at, first)


def _before_its_time(
    concept: Concept, closure: Closure, inverted: bool, at: int, first: dict[str, int]
) -> Iterator[Finding]:
    step = concept.steps[at]
    required = {
        other: place
        for other, place in sorted(first.items(), key=lambda item: item[1])
        if place > at and (closure.holds(other, step.target) if inverted else closure.holds(step.target, other))
    }
    # Entries that require each other are in a loop, which no order satisfies and GRA001 reports.
    required = {
        other: place
        for other, place in required.items()
        if not (closure.holds(step.target, other) and closure.holds(other, step.target))
    }
    if required:
        listed = " and ".join(f"`{other}`" for other in required)
        last = max(required, key=lambda other: required[other])
        message = f"`{step.target}` comes before {listed}, which it requires"
        places = tuple(Related(concept.source, concept.steps[place].span, "required") for place in required.values())
        yield Finding(
            concept.source,
            step.span,
            message,
            f"move it behind `{last}`",
            "too early",
            related=places,
            owner=concept.id,
        )
