"""A difference as headed lists of sentences: what the terminal and the Markdown report both say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.diff.compare import Difference, Key, State
from kb.model.problem import Problem
from kb.model.source import Source


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence, with what else is to be known. `sign` is `+`, `-` or `~`."""

    sign: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What is said under one heading."""

    heading: str
    items: tuple[Item, ...]


def sections(difference: Difference, before: State, after: State) -> Iterator[Section]:
    """Sections that have something to say, the most important first."""
    makers = (
        ("New problems", _problems("+", difference.problems_gained)),
        ("Solved problems", _problems("-", difference.problems_lost)),
        ("Entries", _entries(difference, before, after)),
        ("Relations", _edges(difference, before, after)),
        ("What follows", _derived(difference, before, after)),
        ("Text changed", (Item("~", f"{after.graph.nodes[id].title} [{id}]") for id in difference.texts)),
    )
    for heading, items in makers:
        if found := tuple(items):
            yield Section(heading, found)


def headline(difference: Difference) -> str:
    """One line that counts."""
    counts = [
        (len(difference.entries_gained), len(difference.entries_lost), "entries"),
        (len(difference.edges_gained), len(difference.edges_lost), "relations"),
        (len(difference.derived_gained), len(difference.derived_lost), "derived relations"),
        (len(difference.problems_gained), len(difference.problems_lost), "problems"),
    ]
    changed = len({*(change.id for change in difference.changes), *difference.texts, *difference.renamed.values()})
    return ", ".join([*(f"+{gained} −{lost} {what}" for gained, lost, what in counts), f"{changed} entries changed"])


def _problems(sign: str, problems: tuple[Problem, ...]) -> Iterator[Item]:
    for problem in problems:
        source: Source = problem.finding.source
        row, column = source.position(problem.finding.span.start)
        place = f"{problem.path}:{row}:{column}"
        yield Item(sign, f"{problem.severity.label}[{problem.code}] {place}", problem.finding.message)


def _entries(difference: Difference, before: State, after: State) -> Iterator[Item]:
    def kind(state: State, name: str) -> str:
        declared = state.guide.vocabulary.kinds.get(name)
        return declared.label if declared else name

    for one in difference.entries_gained:
        yield Item("+", f"{one.title} [{one.id}], {kind(after, one.kind)}", " ".join(one.summary.split()))
    for one in difference.entries_lost:
        detail = "nothing redirects from it: links to its page break"
        yield Item("-", f"{one.title} [{one.id}], {kind(before, one.kind)}", detail)
    for old, new in difference.renamed.items():
        how = "has become part of" if old in difference.merged else "is now"
        yield Item("~", f"{after.graph.nodes[new].title}: [{old}] {how} [{new}]")
    for change in difference.changes:
        title = after.graph.nodes[change.id].title
        yield Item(
            "~", f"{title} [{change.id}]: {change.field}", f"{change.before or '(none)'} → {change.after or '(none)'}"
        )


def _edges(difference: Difference, before: State, after: State) -> Iterator[Item]:
    for key in difference.edges_gained:
        yield Item("+", told(after, key), _reason(after, key))
    for key in difference.edges_lost:
        chain = _chain(after, key)
        still = f"it still follows, by way of {chain}" if chain else ""
        yield Item("-", told(before, key, after), still)
    for change in difference.edge_changes:
        words = f"{change.before or '(none)'} → {change.after or '(none)'}"
        yield Item("~", f"{told(after, change.key)}: {change.qualifier}", words)


def _derived(difference: Difference, before: State, after: State) -> Iterator[Item]:
    for key in difference.derived_gained:
        yield Item("+", told(after, key), f"by way of {_chain(after, key)}")
    for key in difference.derived_lost:
        yield Item("-", told(before, key, after))


def _chain(state: State, key: Key) -> str:
    """The entries between the ends of an edge that follows; empty if it does not follow."""
    source, relation, target = key
    declared = state.guide.vocabulary.relations.get(relation)
    if declared is None or not declared.transitive:
        return ""
    closure = state.graph.closure(relation)
    # A symmetric relation may have been followed from its other end.
    chain = closure.ancestors(source).get(target) or closure.ancestors(target).get(source) or ()
    return ", ".join(_title(state, id) for id in chain[1:-1])


def told(state: State, key: Key, other: State | None = None) -> str:
    """An edge as a sentence, with titles from whichever state knows them."""
    source, relation, target = key
    return f"{_title(state, source, other)} {state.guide.vocabulary.label(relation)} {_title(state, target, other)}"


def _title(state: State, id: str, other: State | None = None) -> str:
    for one in filter(None, (state, other)):
        if node := one.graph.nodes.get(id):
            return f"{node.title} (does not exist)" if node.placeholder else node.title
    return id


def _reason(state: State, key: Key) -> str:
    for edge in state.graph.between(key[0], key[2]):
        if edge.relation == key[1]:
            for name, qualifier in state.guide.vocabulary.named_qualifiers(edge.relation):
                if qualifier.type == "text" and (text := edge.text(name)):
                    return " ".join(text.split())
    return ""
