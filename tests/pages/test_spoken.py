"""Which words a guide uses."""

from __future__ import annotations

import pytest

from kb.pages import spoken as module
from kb.pages.spoken import spoken

TEXTS = ["a cat, a catalog\nand an ox", "the Dog saw a dog.", "dog\thouse"]


@pytest.mark.parametrize("few", [0, 100])
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"dog", "ox", "horse"}, {"dog", "ox"}),
        ({"cat", "log", "hous"}, set()),
        ({"Dog", "cat,", "house"}, {"Dog", "cat,", "house"}),
        (set(), set()),
    ],
    ids=["words alone", "parts of words", "with what stands beside them", "none"],
)
def test_words_that_stand_in_a_text(
    monkeypatch: pytest.MonkeyPatch, words: set[str], found: set[str], few: int
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    assert spoken(words, TEXTS) == found
