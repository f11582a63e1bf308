"""Guides in memory terms: entries as mappings, written into a folder and, where asked, committed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

VOCABULARY = Path(__file__).parents[1] / "checks" / "vocabulary.yml"


def write(root: Path, files: Mapping[str, Any]) -> Path:
    """Make `root` hold a guide of exactly these files: a mapping is an entry's fields and `body`, a text the file."""
    concepts = root / "concepts"
    concepts.mkdir(parents=True, exist_ok=True)
    for old in sorted(concepts.rglob("*.md")):
        old.unlink()
    (concepts / "vocabulary.yml").write_bytes(VOCABULARY.read_bytes())
    for path, content in files.items():
        if content is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content if isinstance(content, str) else _entry(content), encoding="utf-8")
    return root


def _entry(fields: Mapping[str, Any]) -> str:
    front = {key: value for key, value in fields.items() if key != "body" and value is not None}
    return f"---\n{yaml.safe_dump(front, sort_keys=False, allow_unicode=True)}---\n\n{fields.get('body', '')}\n"


def commit(root: Path) -> str:
    """Commit everything below `root`, in a repository that is made if there is none, and return the commit."""
    git = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    if subprocess.run([*git, "rev-parse"], check=False, capture_output=True).returncode:
        subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "State", "--allow-empty"], check=True)
    return subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def guide() -> Callable[[Path, Mapping[str, Any]], Path]:
    return write


@pytest.fixture
def committed() -> Callable[[Path], str]:
    return commit
