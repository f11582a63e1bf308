"""An exercise that cannot be done, or that points to nothing.

What it does
------------
Reads the exercise blocks of the text. Each needs a known type, a question, its options with a reason each, and an answer.
The ids in `about` and in links inside the block must exist.

Why is this bad?
----------------
Readers are asked something that no answer can satisfy, or learn of an answer without learning why.

Example
-------
    ```exercise
    type: choice
    question: Which condition does a larger test set remove?
    options:
      - text: The first.
      - text: None.
    ```

Use instead
-----------
    ```exercise
    type: choice
    question: Which condition does a larger test set remove?
    options:
      - text: The first.
        why: What the goal reaches over does not depend on the test.
      - text: None.
        correct: true
        why: None of the three depends on the size of the test set.
    ```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.context import Context
from kb.model.concept import Concept, Exercise
from kb.model.problem import Finding
from kb.model.source import Span

CODE = "EXR001"
NAME = "invalid-exercise"

_LINK = re.compile(r"(?P<code>`+)[^\n]*?(?P=code)|\[\[(?P<id>[^\[\]|#\n]+)[^\[\]\n]*\]\]")
_ABOUT = re.compile(r"^[ \t]*about[ \t]*:", re.MULTILINE)


def check(context: Context) -> Iterator[Finding]:
    yield from context.faults(NAME)
    for concept in context.readable:
        for exercise in concept.body.exercises:
            said: set[Span] = set()
            for id in exercise.about:
                name = id.strip().removeprefix("[[").removesuffix("]]").strip()
                if name not in context.guide.by_id:
                    span = _about(concept, exercise, name)
                    said.add(span)
                    yield _finding(context, concept, name, span)
            dead = {id for id in _linked(exercise) if not context.guide.resolve(id)}
            for match in _LINK.finditer(concept.source.text, exercise.span.start, exercise.span.end) if dead else ():
                span = Span(*match.span("id"))
                if match["id"] and match["id"].strip() in dead and span not in said:
                    yield _finding(context, concept, match["id"].strip(), span)


def _linked(exercise: Exercise) -> Iterator[str]:
    """What the wikilinks of an exercise's texts lead to, read as Markdown, as the page will."""
    texts = [exercise.question, exercise.explanation]
    texts += [text for option in exercise.options for text in (option.text, option.why, *option.answer)]
    for text in texts:
        if "[[" in text:
            # Imported here because few exercises hold a link, and nothing else that a check does parses Markdown.
            from kb.model.markdown import events

            for event, _ in events(text):
                tag = event.get("Start") if isinstance(event, dict) else None
                link = tag.get("Link") if isinstance(tag, dict) else None
                if link and not isinstance(link["link_type"], str):
                    target = link["dest_url"].partition("#")[0].strip()
                    if target:
                        yield target


def _about(concept: Concept, exercise: Exercise, id: str) -> Span:
    """Where an id stands in the list `about` of a block."""
    text = concept.source.text
    field = _ABOUT.search(text, exercise.span.start, exercise.span.end)
    word = re.compile(rf"(?<![\w-]){re.escape(id)}(?![\w-])")
    found = word.search(text, field.end() if field else exercise.span.start, exercise.span.end) if id else None
    return Span(*found.span()) if found else Span(*field.span()) if field else exercise.span


def _finding(context: Context, concept: Concept, id: str, span: Span) -> Finding:
    near = context.nearest_id.to(id)
    message = f"the exercise points to `{id}`, which does not exist"
    help = f"an entry with a similar id exists: `{near}`" if near else None
    return Finding(concept.source, span, message, help, "no entry has this id", owner=concept.id)
