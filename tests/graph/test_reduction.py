"""Which edges follow from others."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from kb.graph import reduction
from kb.graph.reduction import redundant


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("block", [1, 7, 4096])
def test_equals_transitive_reduction(seed: int, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a graph without loops, what is left is the transitive reduction, however many nodes are looked at at once."""
    monkeypatch.setattr(reduction, "_BLOCK", block)
    chance = random.Random(seed)
    edges = [(str(high), str(low)) for high in range(25) for low in range(high) if chance.random() < 0.15]
    reduced = set(nx.transitive_reduction(nx.DiGraph(edges)).edges) if edges else set()
    assert set(edges) - set(redundant(edges)) == reduced


def test_a_loop_is_left_out_of_account() -> None:
    """Nothing inside a loop is called redundant, and what lies outside it still is."""
    loop = [("a", "b"), ("b", "c"), ("c", "a"), ("a", "c")]
    assert list(redundant([*loop, ("x", "y"), ("y", "z"), ("x", "z")])) == [("x", "z")]


def test_edges_given_twice_and_to_themselves() -> None:
    assert list(redundant([("a", "a"), ("a", "b"), ("a", "b"), ("b", "c"), ("a", "c")])) == [("a", "c")]
