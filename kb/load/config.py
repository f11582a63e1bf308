"""`[tool.kb]` of the guide's `pyproject.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kb.errors import KbError
from kb.load.parsed import Parsed
from kb.model.config import Config
from kb.model.problem import Severity
from kb.model.source import Source

_KEYS = {"severity", "select", "ignore"}


def read_config(root: Path, parsed: Parsed) -> Config:
    """The guide's settings; the defaults if there is no file or no `[tool.kb]`. KbError if they make no sense."""
    path = root / "pyproject.toml"
    if not path.is_file():
        return Config()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise KbError(f"pyproject.toml cannot be read: {problem}") from None
    return parsed.of(Source("pyproject.toml", text), None, _config)


def _config(source: Source) -> Config:
    # Imported here as every reader is: see `kb.load.guide`.
    import tomllib

    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as problem:
        raise KbError(f"pyproject.toml cannot be read: {problem}") from None
    section = data.get("tool", {}).get("kb", {})
    for key in section:
        if key not in _KEYS:
            raise KbError(f"pyproject.toml: [tool.kb] has no setting `{key}`", f"settings: {', '.join(sorted(_KEYS))}")
    return Config(
        {code: _severity(code, value) for code, value in section.get("severity", {}).items()},
        _codes(section, "select"),
        _codes(section, "ignore"),
    )


def _severity(code: str, value: Any) -> Severity:
    try:
        return Severity.named(str(value))
    except ValueError:
        raise KbError(
            f"pyproject.toml: [tool.kb.severity] {code} is `{value}`", "write off, info, warning or error"
        ) from None


def _codes(section: dict[str, Any], key: str) -> tuple[str, ...]:
    value = section.get(key, [])
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise KbError(f"pyproject.toml: [tool.kb] {key} is not a list of codes")
    return tuple(value)
