"""Takes one item of a list, or one field, out of the frontmatter and leaves every other byte alone."""

from __future__ import annotations

from kb.model.concept import Concept, Path
from kb.model.problem import Edit
from kb.model.source import Span


def removal(concept: Concept, path: Path) -> Edit | None:
    """The edit that removes what stands at `path`: a list item (`("aliases", 0)`) or a field (`("ignore", "REL013")`).

    Together with the last item goes the field that holds the list. None where the text is written in a way that a cut
    could break.
    """
    places = concept.marks.values
    siblings = [other for other in places if len(other) == len(path) and other[:-1] == path[:-1]]
    if len(siblings) == 1 and len(path) > 1:
        return removal(concept, path[:-1])
    if path not in siblings:
        return None
    around = concept.source.slice(places.get(path[:-1], concept.frontmatter)).lstrip()
    if around.startswith(("[", "{")):
        at = siblings.index(path)
        if at + 1 < len(siblings):
            span = Span(_start(concept, path), _start(concept, siblings[at + 1]))
        else:
            span = Span(_end(concept, siblings[at - 1]), _end(concept, path))
        return Edit(concept.path, span, "")
    return _rows(concept, path)


def _rows(concept: Concept, path: Path) -> Edit | None:
    """Cut whole rows, if nothing else stands in them but a comment."""
    source = concept.source
    start, end = _start(concept, path), _end(concept, path)
    first = source.offset(source.position(start).row, 1)
    row = source.position(end).row
    after = source.starts[row] if row < len(source.starts) else len(source.text)
    before, rest = source.text[first:start], source.text[end:after].strip()
    dashes = 1 if isinstance(path[-1], int) else 0
    if before.strip() != "-" * dashes or (rest and not rest.startswith("#")):
        return None
    return Edit(concept.path, Span(first, after), "")


def _start(concept: Concept, path: Path) -> int:
    return (concept.marks.keys.get(path) or concept.marks.values[path]).start


def _end(concept: Concept, path: Path) -> int:
    key, value = concept.marks.keys.get(path), concept.marks.values[path]
    # The place of an empty value is the character behind it.
    if key and not concept.source.slice(value).strip():
        return max(key.end + 1, value.start)
    return value.end
