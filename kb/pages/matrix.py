"""Matrix: what is at the rows against what is at the columns, and in each cell how the two are joined; empty rows are gaps."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.model.vocabulary import MatrixView
from kb.pages.address import Place, source_of
from kb.pages.card import Card
from kb.pages.document import Block, Heading, document
from kb.pages.listing import MOST, divided
from kb.pages.navigation import page_head
from kb.pages.qualified import Qualified
from kb.pages.section import html
from kb.pages.site import Site

PAGE = "matrix.html"
WIDEST = 24
"""With more columns than this a table cannot be read; its rows become lists."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How a row and a column are joined, read from the row."""

    words: str
    heading: str
    column: Card
    qualified: Qualified


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with all it is joined to."""

    card: Card
    cells: Mapping[str, Sequence[Cell]]
    """By the id of the column."""


def matrix(site: Site) -> dict[str, str]:
    """`matrix.md`, a table for each area; areas get pages of their own once the rows are too many for one."""
    view = site.vocabulary.views.matrix
    if not view:
        return {}
    kinds, columns = (site.vocabulary.kinds_under(*names) for names in (view.rows, view.columns))
    rows = [_row(site, view, columns, id) for id, card in site.cards.items() if card.kind in kinds]
    rows.sort(
        key=lambda row: (
            list(site.vocabulary.areas).index(row.card.area) if row.card.area in site.vocabulary.areas else 999
        )
    )
    names = (_names(site, view.rows), _names(site, view.columns))
    made: dict[str, str] = {}
    parts = divided(PAGE, rows, lambda row: row.card.area_label, MOST)
    choices = [(part.label, part.page) for part in parts if part.label]
    about = f"{names[0].capitalize()} against {names[1]}: what does something about what, and where nothing does."
    for part in parts:
        place = Place(part.page)
        title = f"Matrix: {part.label}" if part.label else "Matrix"
        blocks: list[Block] = [page_head(site.vocabulary, place, title, about, within=PAGE, choices=choices)]
        gaps = [row.card for group in part.groups for row in group.items if not row.cells]
        for group in part.groups:
            filled = [row for row in group.items if row.cells]
            if filled:
                blocks.append(Heading(2, Markup.escape(group.label), group.anchor))
                blocks.append(_table(place, group.label, filled))
        if gaps:
            blocks.append(Heading(2, Markup("Open gaps"), "open-gaps"))
            blocks.append(html("matrix_gaps.html", place=place, cards=gaps, columns=names[1]))
        made[source_of(part.page)] = document(title, about, blocks, hide=("navigation", "toc"))
    return made


def _names(site: Site, kinds: Sequence[str]) -> str:
    return " and ".join(site.vocabulary.kinds[kind].plural.lower() for kind in kinds if kind in site.vocabulary.kinds)


def _row(site: Site, view: MatrixView, columns: Collection[str], id: str) -> Row:
    cells: dict[str, list[Cell]] = {}
    for seen in site.graph.seen_from(id):
        other = site.card(seen.other)
        if seen.edge.relation in view.cells and other.kind in columns:
            words = site.readings[seen.edge.relation, seen.outgoing]
            cell = Cell(words.words, words.heading, other, site.qualified(seen.edge))
            cells.setdefault(seen.other, []).append(cell)
    return Row(site.card(id), cells)


def _table(place: Place, name: str, rows: Sequence[Row]) -> Block:
    columns = {id: cells[0].column for row in rows for id, cells in row.cells.items()}
    ordered = sorted(columns.values(), key=lambda card: card.title)
    wide = len(ordered) > WIDEST
    return html("matrix_lists.html" if wide else "matrix.html", place=place, name=name, rows=rows, columns=ordered)
