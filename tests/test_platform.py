"""Workflows, forms and the action have the shapes their platform publishes; what they run exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from kb.cli import COMMANDS

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
FILES = [
    *((path, "vendor.github-workflows") for path in sorted((GITHUB / "workflows").glob("*.yml"))),
    *(
        (path, "vendor.github-issue-config" if path.stem == "config" else "vendor.github-issue-forms")
        for path in sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))
    ),
    (GITHUB / "dependabot.yml", "vendor.dependabot"),
    (ROOT / "action.yml", "vendor.github-actions"),
]
WORKFLOWS = [path for path, schema in FILES if schema == "vendor.github-workflows"]


@pytest.mark.parametrize(("path", "schema"), FILES, ids=lambda value: getattr(value, "name", value))
def test_each_file_has_the_published_shape(path: Path, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_contributors_texts_never_become_script(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "pass values through env"
            assert "${{" not in step.get("with", {}).get("script", ""), "pass values through env"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_workflow_gives_strangers_code_a_right_to_write(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    triggers = workflow.get("on", workflow.get(True))
    assert "pull_request_target" not in triggers
    if "pull_request" in triggers:
        assert workflow["permissions"] == {"contents": "read"}
    if "workflow_run" in triggers:
        uses = [step.get("uses", "") for job in workflow["jobs"].values() for step in job["steps"]]
        assert not any(one.startswith("actions/checkout") for one in uses)
        assert not any("run" in step for job in workflow["jobs"].values() for step in job["steps"])


@pytest.mark.parametrize(
    "path", [*WORKFLOWS, ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml"], ids=lambda p: p.name
)
def test_commands_that_are_run_exist(path: Path) -> None:
    for name in re.findall(r"(?:bin/kb\"?|entry: kb)(?: --root \S+)? ([a-z]+)", path.read_text(encoding="utf-8")):
        assert name in COMMANDS
