"""Footnotes."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.pages.fragment import Fragment


@dataclass(slots=True)
class Notes:
    """Footnotes: their texts by label, and the numbers in the order of the first reference to each."""

    texts: dict[str, Fragment] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, label: str) -> tuple[int, bool]:
        """The number of a note and whether it is referred to for the first time."""
        first = label not in self.numbers
        return self.numbers.setdefault(label, len(self.numbers) + 1), first
