"""The plain words of a text while it is being rendered, and the sentences in them that link to other entries."""

from __future__ import annotations

from kb.pages.mention import Mention, sentence_around, sentences

_SENTENCE_ENDS = ".!?:"
_OPENING = "\"'“‘(["


class Prose:
    """Collects the words of one paragraph, item or cell at a time."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self._words: list[str] = []
        self._length = 0
        self._links: list[tuple[str, int, int]] = []

    @property
    def length(self) -> int:
        """How many characters the paragraph has so far."""
        return self._length

    @property
    def at_start(self) -> bool:
        """Whether a word said now would begin a sentence."""
        for words in reversed(self._words):
            if said := words.rstrip().rstrip(_OPENING).rstrip():
                return said[-1] in _SENTENCE_ENDS and not said.endswith("e.g.")
        return True

    def say(self, words: str) -> None:
        self._words.append(words)
        self._length += len(words)

    def link(self, target: str, start: int) -> None:
        """The words from `start` on lead to an entry."""
        self._links.append((target, start, self._length))

    def end(self) -> None:
        """The paragraph ends."""
        if self._links:
            text = "".join(self._words).removesuffix(" — ")
            begins = sentences(text)
            for target, start, end in self._links:
                self.mentions.append(Mention(target, *sentence_around(text, start, end, begins)))
            self._links = []
        if self._words:
            self._words = []
            self._length = 0
