"""The direct edges as CSV, for spreadsheets."""

from __future__ import annotations

import csv
import io

from kb.graph import Graph

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def edge_list(graph: Graph) -> str:
    """`source,relation,target` and a column for each qualifier of the vocabulary.

    A text that a spreadsheet would take for a formula gets a leading apostrophe: contributors wrote it.
    """
    qualifiers = list(graph.vocabulary.qualifiers)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["source", "relation", "target", *qualifiers])
    for edge in sorted(graph.edges, key=lambda edge: edge.key):
        if not graph.nodes[edge.source].placeholder and not graph.nodes[edge.target].placeholder:
            rows.writerow([_inert(text) for text in (*edge.key, *(edge.text(name) for name in qualifiers))])
    return out.getvalue()


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
