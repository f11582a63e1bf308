"""Size and health of a graph in numbers, for `kb stats`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kb.graph import Graph
from kb.graph.questions import components, hubs
from kb.model.guide import Guide


@dataclass(frozen=True, slots=True)
class Health:
    """Counts of one guide. Names are those of the vocabulary; what is declared and not used counts 0."""

    entries: int
    drafts: int
    edges: int
    wanted: int
    """Targets of links that have no entry."""
    words: int
    exercises: int
    references: int
    cited: int
    unsourced: int
    """Entries without any source."""
    unlinked: int
    """Entries without any edge."""
    components: int
    largest_component: int
    edges_per_entry: float
    kinds: Mapping[str, int]
    areas: Mapping[str, int]
    statuses: Mapping[str, int]
    relations: Mapping[str, int]
    hubs: Mapping[str, int]
    """The entries with most edges, and how many."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def health(guide: Guide, graph: Graph) -> Health:
    """Measure a guide."""
    vocabulary = guide.vocabulary
    concepts = tuple(guide.by_id.values())
    parts = components(graph)
    cited = {key for concept in concepts for key in concept.cited}
    return Health(
        entries=len(concepts),
        drafts=sum(concept.draft for concept in concepts),
        edges=len(graph.edges),
        wanted=sum(node.placeholder for node in graph.nodes.values()),
        words=sum(concept.body.words for concept in concepts),
        exercises=sum(len(concept.body.exercises) for concept in concepts),
        references=len(guide.bibliography),
        cited=sum(key in guide.bibliography for key in cited),
        unsourced=sum(not concept.cited for concept in concepts),
        unlinked=sum(not graph.out(concept.id) and not graph.into(concept.id) for concept in concepts),
        components=len(parts),
        largest_component=len(parts[0]) if parts else 0,
        edges_per_entry=round(len(graph.edges) / len(concepts), 2) if concepts else 0.0,
        kinds=_counted(vocabulary.concrete_kinds, (concept.kind for concept in concepts)),
        areas=_counted(vocabulary.areas, (concept.area for concept in concepts)),
        statuses=_counted(vocabulary.statuses, (concept.status or "" for concept in concepts)),
        relations=_counted(vocabulary.relations, (edge.relation for edge in graph.edges)),
        hubs=dict(hubs(graph)),
    )


def health_report(found: Health) -> str:
    """The numbers as text: totals first, then one table for each way to count."""
    share = f"{found.largest_component / found.entries:.0%}" if found.entries else "0%"
    rows = [
        ("entries", f"{found.entries:,}", f"{found.drafts:,} of them drafts" if found.drafts else ""),
        ("edges", f"{found.edges:,}", f"{found.edges_per_entry} for each entry"),
        ("words", f"{found.words:,}", ""),
        ("exercises", f"{found.exercises:,}", ""),
        ("references", f"{found.references:,}", f"{found.cited:,} of them cited"),
        ("components", f"{found.components:,}", f"the largest holds {share} of the entries"),
        ("unlinked", f"{found.unlinked:,}", "entries without an edge"),
        ("unsourced", f"{found.unsourced:,}", "entries without a source"),
        ("wanted", f"{found.wanted:,}", "targets without an entry"),
    ]
    wide = max(len(count) for _, count, _ in rows)
    text = "".join(f"{name:<12}{count:>{wide}}  {note}".rstrip() + "\n" for name, count, note in rows)
    for title, counts in (
        ("Kinds", found.kinds),
        ("Areas", found.areas),
        ("Statuses", found.statuses),
        ("Relations", found.relations),
        ("Most connected", found.hubs),
    ):
        text += _table(title, counts)
    return text


def _counted(declared: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    counts = Counter(found)
    return {name: counts[name] for name in declared}


def _table(title: str, counts: Mapping[str, int]) -> str:
    if not counts:
        return ""
    wide = max(map(len, counts))
    rows = sorted(counts.items(), key=lambda item: -item[1])
    digits = max(len(f"{count:,}") for _, count in rows)
    return f"\n{title}\n" + "".join(f"  {name:<{wide}}  {count:>{digits},}\n" for name, count in rows)
