"""Offsets, and places as editors count them."""

from __future__ import annotations

import pytest

from kb.lsp.places import Spot, offset_of, spot_of
from kb.model.source import Source

TEXT = "a\U0001f980é\r\nx\u2028y\rlast"
"""A crab is two units of UTF-16 and four of UTF-8; a line separator ends no row, a lone CR does."""


@pytest.mark.parametrize(
    ("offset", "encoding", "spot"),
    [
        (0, "utf-16", (0, 0)),
        (1, "utf-16", (0, 1)),
        (2, "utf-16", (0, 3)),
        (3, "utf-16", (0, 4)),
        (2, "utf-8", (0, 5)),
        (3, "utf-8", (0, 7)),
        (2, "utf-32", (0, 2)),
        (5, "utf-16", (1, 0)),
        (7, "utf-16", (1, 2)),
        (7, "utf-8", (1, 4)),
        (9, "utf-16", (2, 0)),
        (13, "utf-16", (2, 4)),
    ],
)
def test_there_and_back(offset: int, encoding: str, spot: tuple[int, int]) -> None:
    source = Source("x.md", TEXT)
    assert spot_of(source, offset, encoding) == spot
    assert offset_of(source, Spot(*spot), encoding) == offset


@pytest.mark.parametrize(
    ("spot", "offset"),
    [
        pytest.param((0, 2), 1, id="inside a character"),
        pytest.param((0, 99), 3, id="behind the end of a row"),
        pytest.param((9, 0), len(TEXT), id="behind the last row"),
        pytest.param((2, 99), len(TEXT), id="behind the end of a plain row"),
    ],
)
def test_places_that_are_not_there(spot: tuple[int, int], offset: int) -> None:
    assert offset_of(Source("x.md", TEXT), Spot(*spot)) == offset
