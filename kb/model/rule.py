"""A check as readers know it: its code and its documentation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kb.model.problem import Severity

Mend = Literal["none", "safe", "unsafe"]

_HEADING = re.compile(r"^(.+)\n-{3,}\n", re.MULTILINE)


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

    @classmethod
    def read(cls, code: str, name: str, severity: Severity, fix: Mend, text: str) -> Rule:
        """A rule from its documentation: the title, then sections whose headings are underlined with dashes."""
        title, *parts = _HEADING.split(text)
        sections = zip(parts[::2], parts[1::2], strict=True)
        told = tuple((heading.strip(), body.strip("\n")) for heading, body in sections)
        return cls(code, name, severity, fix, title.strip(), told)
