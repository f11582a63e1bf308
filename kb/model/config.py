"""What `[tool.kb]` in the guide's `pyproject.toml` may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.model.problem import Severity


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one guide. `severity` overrides the built-in table, by code."""

    severity: Mapping[str, Severity] = field(default_factory=dict)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
