"""What docs/editors.md says can be done."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")


def test_its_settings_are_json() -> None:
    blocks = re.findall(r"^```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    assert json.loads(blocks[0])["glspc.server.commandArguments"] == ["lsp"]


def test_the_extension_named_expands_no_variables() -> None:
    """It hands the command to the system as it is, in the folder that is open."""
    command = re.findall(r'"glspc.server.command": "(.*)"', PAGE)
    assert command == [".venv/bin/kb"]


@pytest.mark.parametrize("language", ["lua", "elisp"])
def test_each_snippet_starts_the_server_for_all_files_of_a_guide(language: str) -> None:
    (snippet,) = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert re.search(r'"kb",? "lsp"', snippet)
    assert all(word in snippet for word in ("markdown", "yaml", "bib"))


def test_its_commands_exist(tmp_path: Path) -> None:
    named = set(re.findall(r"`kb (?:--root DIR )?([a-z]+)", PAGE)) | set(
        re.findall(r"^kb ([a-z]+)", PAGE, re.MULTILINE)
    )
    assert named == {"lsp", "check", "rename", "schema"}
    assert named <= set(COMMANDS)
    schema = tmp_path / "entry.schema.json"
    result = CliRunner().invoke(main, ["--root", str(ROOT), "schema", "-o", str(schema)])
    assert result.exit_code == 0
    assert "links" in json.loads(schema.read_text(encoding="utf-8"))["properties"]


def test_what_it_installs_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, extra = re.findall(r'pip install "([\w-]+)\[(\w+)\]"', PAGE)[0]
    assert name == project["name"]
    assert any(one.startswith("pygls") for one in project["optional-dependencies"][extra])
