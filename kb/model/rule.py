"""A check as readers know it: its code and its documentation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kb.model.problem import Severity

Mend = Literal["none", "safe", "unsafe"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What one check says of itself. `sections` are heading and Markdown text, in the order of the documentation."""

    code: str
    name: str
    severity: Severity
    fix: Mend
    """Which sort of fix it offers, where it can offer one."""
    title: str
    """One sentence: what it catches."""
    sections: tuple[tuple[str, str], ...]

    @property
    def markdown(self) -> str:
        """The sections as Markdown, headings of the second level."""
        return "\n\n".join(f"## {heading}\n\n{text}" for heading, text in self.sections) + "\n"
