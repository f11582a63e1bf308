"""What there is to choose from: entries, works, words of the vocabulary, fields, checks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from kb.load.exercise import SHAPES
from kb.lsp.suggestion import Suggestion
from kb.lsp.wording import authors_of, kind_of, plain
from kb.model.concept import Concept, Heading
from kb.model.guide import Guide
from kb.model.slug import as_yaml
from kb.model.vocabulary import Vocabulary


def entries(guide: Guide, *, yaml: bool = True) -> Iterator[Suggestion]:
    """Every entry by its id; a title or an alias finds it too. `yaml`: with quotation marks where YAML needs them."""
    for concept in guide.by_id.values():
        detail = " · ".join(part for part in (plain(concept.title), kind_of(guide.vocabulary, concept)) if part)
        names = " ".join((concept.id, plain(concept.title), *map(plain, concept.aliases)))
        text = as_yaml(concept.id) if yaml else concept.id
        yield Suggestion(concept.id, "entry", text, detail, plain(concept.summary), names)


def ways(guide: Guide, owner: Concept) -> Iterator[Suggestion]:
    """Every entry as the target of a relative link in one entry's file."""
    for one in entries(guide):
        way = quote(posixpath.relpath(guide.by_id[one.label].path, posixpath.dirname(owner.path)))
        yield one.changed(insert=way, filter=f"{way} {one.filter}")


def targets(guide: Guide, owner: Concept, kind: str, word: str) -> Iterator[Suggestion]:
    """Entries to link to by a relation: first those of a kind that it may join with `kind`, and not linked so yet."""
    vocabulary = guide.vocabulary
    linked = {link.target for link in owner.links if link.relation == word}
    fitting = set(vocabulary.concrete_kinds)
    if kind in fitting:
        fitting = {other for other in fitting if word in vocabulary.relations_between(kind, other)}
    for one in entries(guide):
        concept = guide.by_id[one.label]
        yield one.changed(rank=int(concept.kind not in fitting or concept.id in linked or concept.id == owner.id))


def works(guide: Guide, mark: str = "") -> Iterator[Suggestion]:
    """The keys of the bibliography. With `mark`, the `@` that was written, a key comes as a whole citation."""
    for work in guide.bibliography:
        names = " ".join((mark + work.key, work.title, *(author.family for author in work.authors)))
        yield Suggestion(work.key, "work", f"[@{work.key}]" if mark else work.key, authors_of(work), work.title, names)


def headings(found: Iterable[Heading]) -> Iterator[Suggestion]:
    """The anchors of a page."""
    for one in found:
        yield Suggestion(one.slug, "heading", one.slug, plain(one.text), filter=f"{one.slug} {plain(one.text)}")


def kinds(vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """The kinds an entry can have."""
    for name in vocabulary.concrete_kinds:
        kind = vocabulary.kinds[name]
        yield Suggestion(name, "kind", as_yaml(name), kind.label, plain(kind.definition))


def statuses(vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """The statuses."""
    for name, status in vocabulary.statuses.items():
        yield Suggestion(name, "status", as_yaml(name), status.label, plain(status.definition))


def relations(vocabulary: Vocabulary, kind: str, written: Iterable[str], *, flow: bool = False) -> Iterator[Suggestion]:
    """The words for relations: first those that an entry of this kind can have and has not yet; `flow`: inside braces."""
    usable = set(vocabulary.words_for(kind)) if kind in vocabulary.kinds else set(vocabulary.directions)
    used = set(written)
    for word, direction in vocabulary.directions.items():
        relation = vocabulary.relations[direction.relation]
        detail = vocabulary.label(word) if word in usable else f"{vocabulary.label(word)} (not for this kind)"
        needs = "".join(f"\n    {name}: ${{{at}}}" for at, name in enumerate(relation.required, 2))
        yield Suggestion(
            word,
            "relation",
            f"{word}: ",
            detail,
            plain(relation.definition),
            rank=2 if word not in usable else int(word in used),
            snippet="" if flow else f"{word}:\n  - to: ${{1}}{needs}",
        )


def qualifiers(vocabulary: Vocabulary, word: str) -> Iterator[Suggestion]:
    """What a link by a relation can say of itself: first what it has to say."""
    direction = vocabulary.directions.get(word)
    allowed = dict(vocabulary.named_qualifiers(direction.relation)) if direction else vocabulary.qualifiers
    required = vocabulary.relations[direction.relation].required if direction else []
    yield Suggestion("to", "field", "to: ", "the entry it leads to")
    for name, qualifier in allowed.items():
        rank = int(name not in required)
        yield Suggestion(name, "qualifier", f"{name}: ", qualifier.label, plain(qualifier.definition), rank=rank)


def values(words: Iterable[str], detail: str = "") -> Iterator[Suggestion]:
    """Words to choose from."""
    return (Suggestion(word, "value", as_yaml(word), detail) for word in words)


def fields(names: Iterable[str], wanted: Iterable[str] = ()) -> Iterator[Suggestion]:
    """Keys: the wanted ones first."""
    first = set(wanted)
    return (Suggestion(name, "field", f"{name}: ", rank=int(name not in first)) for name in names)


def exercise_fields() -> Iterator[Suggestion]:
    """The fields of an exercise of any type."""
    lists = dict.fromkeys(shape.items for shape in SHAPES.values())
    return fields(("type", "question", "about", *lists, "categories", "explanation"))


def item_fields(items: str) -> Iterator[Suggestion]:
    """The fields of one item in a list of an exercise."""
    names = (name for shape in SHAPES.values() if shape.items == items for name in (shape.text, *sorted(shape.fields)))
    return fields(dict.fromkeys(names))


def checks() -> Iterator[Suggestion]:
    """The codes of checks, for a finding that is accepted with a reason."""
    from kb.checks.registry import CHECKS

    for check in CHECKS:
        title = (check.__doc__ or "").strip().split("\n")[0]
        snippet = f'{check.CODE}: "${{1:reason}}"'
        yield Suggestion(check.CODE, "value", f"{check.CODE}: ", check.NAME, title, snippet=snippet)
