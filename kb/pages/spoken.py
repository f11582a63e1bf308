"""Which words a guide uses."""

from __future__ import annotations

from collections.abc import Iterable

_FEW = 100


def spoken(words: Iterable[str], texts: Iterable[str]) -> frozenset[str]:
    """Those of `words` that stand in one of `texts` with white space around them."""
    missing = set(words)
    found: set[str] = set()
    for text in texts:
        # Of few words it is quicker to look for each than to take the text apart.
        if len(missing) > _FEW or any(word in text for word in missing):
            here = missing.intersection(text.split())
            found |= here
            missing -= here
    return frozenset(found)
