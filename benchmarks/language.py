"""Words and sentences that mean nothing and are distributed as in a real text, from a seed."""

from __future__ import annotations

from itertools import accumulate
from random import Random

_ONSETS = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "io")
_CODAS = ("", "", "l", "m", "n", "nt", "r", "rd", "s", "t", "x")
_COMMON = (
    "the",
    "of",
    "and",
    "to",
    "a",
    "in",
    "is",
    "that",
    "it",
    "as",
    "for",
    "with",
    "by",
    "from",
    "which",
    "are",
    "not",
)


class Language:
    """A vocabulary of `size` words with Zipf's frequencies: the word of rank k comes up in proportion to 1/k."""

    def __init__(self, random: Random, size: int = 6000) -> None:
        self._random = random
        words: dict[str, None] = dict.fromkeys(_COMMON)
        while len(words) < size:
            words[self._word()] = None
        self.words = tuple(words)
        self._weights = tuple(accumulate(1 / rank for rank in range(1, size + 1)))
        self._taken: set[str] = set()

    def _word(self) -> str:
        pick = self._random.choice
        syllables = self._random.choices((1, 2, 3), (1, 4, 3))[0]
        return "".join(pick(_ONSETS) + pick(_VOWELS) + pick(_CODAS) for _ in range(syllables))

    def new_name(self, words: int = 2) -> str:
        """Words that were never given as a name before, nor will be."""
        while True:
            name = " ".join(self._random.choices(self.words[len(_COMMON) :], k=words))
            if name not in self._taken:
                self._taken.add(name)
                return name

    def clause(self, least: int, most: int) -> str:
        """Words in a row, all small."""
        count = self._random.randint(least, most)
        return " ".join(self._random.choices(self.words, cum_weights=self._weights, k=count))

    def sentence(self, least: int = 9, most: int = 24) -> str:
        """A clause with a capital letter and a full stop."""
        text = self.clause(least, most)
        return f"{text[0].upper()}{text[1:]}."
