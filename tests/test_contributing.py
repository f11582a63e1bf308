"""CONTRIBUTING and the README are run as written, by somebody who has only just cloned the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from kb.checks.registry import CHECKS
from kb.cli import COMMANDS

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Set-up and lint have been run by whoever runs this test; what they install is put first on the path instead.
DONE_ALREADY = {"make check", ". .venv/bin/activate", "make lint"}


def test_the_steps_to_a_first_entry_work_as_written(tmp_path: Path) -> None:
    guide = tmp_path / "guide"
    shutil.copytree(ROOT / "concepts", guide / "concepts")
    shutil.copy(ROOT / "pyproject.toml", guide)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "Start"]):
        subprocess.run([*git, *arguments], cwd=guide, check=True)
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    said: dict[str, subprocess.CompletedProcess[str]] = {}
    for block in BLOCK.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        for command in block.strip().splitlines():
            if command not in DONE_ALREADY:
                said[command] = subprocess.run(
                    ["/bin/sh", "-c", command], cwd=guide, env=env, capture_output=True, text=True, check=False
                )
    new = said['kb new concept "Borrowed objective"']
    assert new.returncode == 0, new.stderr
    path = new.stdout.strip()
    assert (guide / path).is_file()
    check = said["kb check --since HEAD"]
    assert check.returncode == 1
    assert set(re.findall(r"--> (\S+?):", check.stdout)) == {path}, "nobody else's findings are shown"
    found = set(re.findall(r"error\[(\w+)\].*?--> (\S+?):", check.stdout, re.DOTALL))
    assert found == {("PRO002", path)}, "nothing is missing but the text"
    shown = re.search(r"^error\[PRO002\]: .*$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert shown is not None
    assert shown[0] in check.stdout
    diff = said["kb diff HEAD --fail-on never"]
    assert diff.returncode == 0, diff.stderr
    assert "Borrowed objective" in diff.stdout
    assert "borrowed-objective" in diff.stdout


def test_every_command_of_the_readme_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name in re.findall(r"\bkb ([a-z]+)", text):
        assert name in {*COMMANDS, "knows", "is", "derives", "says", "at"}, f"`kb {name}` is no command"
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for name in re.findall(r"\bmake ([a-z]+)\b", text):
        assert name in {*targets, "it"}, f"`make {name}` is no target"


def test_the_readme_reaches_both_commands_in_its_first_screen() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:25]
    assert any(line.strip().startswith("make serve") for line in first)
    assert any(line.strip().startswith("make test") for line in first)


def test_every_code_that_the_documents_name_exists() -> None:
    codes = {check.CODE for check in CHECKS}
    for path in (ROOT / "CONTRIBUTING.md", ROOT / "docs" / "design.md"):
        for code in re.findall(r"\b[A-Z]{3}0\d\d\b", path.read_text(encoding="utf-8")):
            assert code in codes, f"{path.name} names {code}"
