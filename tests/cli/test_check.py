"""`kb check` as people and machines run it: exit codes, formats, choices, fixes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kb.cli import main

VOCABULARY = (Path(__file__).parent.parent / "checks" / "vocabulary.yml").read_bytes()
GALE = "concepts/sea/gale.md"
SOUND = "---\ntitle: Gale\nkind: weather\nsummary: A strong wind [@key].\nsources: [key]\n---\nIt blows.\n"
WARNED = SOUND.replace("A strong", "A  strong")
BROKEN = WARNED.replace("kind: weather", "kind: wheather")
REFERENCES = "@misc{key, title = {Winds}, author = {A, B}, year = {1805}, url = {https://a.test/winds}}\n"
QUIET = ["--ignore", "GRA,SRC"]
"""A guide of one entry has no edges; that is not what these tests are about."""


def guide_of(root: Path, text: str) -> Path:
    files = {"concepts/vocabulary.yml": VOCABULARY, "concepts/references.bib": REFERENCES.encode(), GALE: text.encode()}
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def run(root: Path, *options: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "check", *QUIET, *options], env=env or {})


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        pytest.param(SOUND, (), 0, id="clean"),
        pytest.param(WARNED, (), 0, id="a warning"),
        pytest.param(BROKEN, (), 1, id="an error"),
        pytest.param(WARNED, ("--fail-on", "warning"), 1, id="a warning at the threshold"),
        pytest.param(SOUND.replace("A strong", "a strong"), ("--fail-on", "warning"), 0, id="an info below it"),
        pytest.param(SOUND.replace("A strong", "a strong"), ("--fail-on", "info"), 1, id="an info at it"),
        pytest.param(BROKEN, ("--fail-on", "never"), 0, id="never"),
        pytest.param(BROKEN, ("--select", "FM007"), 0, id="only another check"),
        pytest.param(BROKEN, ("--ignore", "FM006", "--ignore", "GRA"), 0, id="without the check that found it"),
        pytest.param(BROKEN, ("--select", "ID,FM00"), 1, id="beginnings of codes"),
        pytest.param(BROKEN, ("--select", "XYZ"), 2, id="a code that does not exist"),
        pytest.param(BROKEN, ("--fail-on", "bad"), 2, id="a level that does not exist"),
        pytest.param(BROKEN, ("--format", "xml"), 2, id="a format that does not exist"),
    ],
)
def test_exit_codes(tmp_path: Path, text: str, options: tuple[str, ...], code: int) -> None:
    assert run(guide_of(tmp_path, text), *options).exit_code == code


def test_no_guide_is_told_in_two_rows_on_standard_error(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"error: {tmp_path} holds no `concepts/`",
        "help: give the guide's folder with `--root DIR`",
    ]


def test_a_guide_without_vocabulary_cannot_be_checked(tmp_path: Path) -> None:
    (guide_of(tmp_path, SOUND) / "concepts/vocabulary.yml").unlink()
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "vocabulary.yml is missing" in result.stderr


def test_human_output(tmp_path: Path) -> None:
    blocks = run(guide_of(tmp_path, BROKEN)).stdout.split("\n\n")
    assert blocks[0] == (
        "error[FM006]: unknown kind `wheather`\n"
        f"  --> {GALE}:3:7\n"
        "   |\n"
        " 3 | kind: wheather\n"
        "   |       ^^^^^^^^\n"
        "help: a similar kind exists: `weather` (unsafe fix)"
    )
    assert blocks[1].startswith("warning[FM007]: `summary` contains 2 spaces in a row\n")
    assert blocks[2].startswith("1 entry, 0 edges, ")
    assert blocks[2].endswith(" s: 1 error, 1 warning; 1 can be fixed with --fix, 1 more with --unsafe-fixes\n")


def test_json_output(tmp_path: Path) -> None:
    found = json.loads(run(guide_of(tmp_path, BROKEN), "--format", "json").stdout)
    assert [one["code"] for one in found["diagnostics"]] == ["FM006", "FM007"]
    assert found["summary"]["nodes"] == 1
    assert found["summary"]["seconds"] > 0
    assert found["diagnostics"][0]["filename"] == GALE


def test_sarif_output(tmp_path: Path, sarif_mistakes: Callable[[Any], list[str]]) -> None:
    log = json.loads(run(guide_of(tmp_path, BROKEN), "--format", "sarif").stdout)
    (run_found,) = log["runs"]
    assert sarif_mistakes(log) == []
    assert [one["ruleId"] for one in run_found["results"]] == ["FM006", "FM007"]


def test_github_output_with_its_summary(tmp_path: Path) -> None:
    root, summary = tmp_path / "repo" / "docs", tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    env = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_WORKSPACE": str(tmp_path / "repo")}
    result = run(guide_of(root, BROKEN), "--format", "github", env=env)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"::error file=docs/{GALE},line=3,col=7,endColumn=14,title=FM006 invalid-value::")
    assert summary.read_text(encoding="utf-8").startswith("before\n### kb check\n")
    assert "FM007" in summary.read_text(encoding="utf-8")


def test_statistics(tmp_path: Path) -> None:
    result = run(guide_of(tmp_path, BROKEN), "--statistics")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == [
        "1  FM006   invalid-value     error    --unsafe-fixes",
        "1  FM007   stray-whitespace  warning  --fix",
    ]


def test_fix_mends_what_is_safe_and_reports_the_rest(tmp_path: Path) -> None:
    root = guide_of(tmp_path, BROKEN)
    result = run(root, "--fix")
    assert (root / GALE).read_bytes() == BROKEN.replace("A  strong", "A strong").encode()
    assert result.stderr == "fixed 1 finding in 1 file\n"
    assert "FM006" in result.stdout
    assert "FM007" not in result.stdout
    assert result.exit_code == 1


@pytest.mark.parametrize("options", [("--unsafe-fixes",), ("--fix", "--unsafe-fixes")])
def test_unsafe_fixes_mend_the_rest(tmp_path: Path, options: tuple[str, ...]) -> None:
    root = guide_of(tmp_path, BROKEN)
    result = run(root, *options)
    assert (root / GALE).read_bytes() == SOUND.encode()
    assert result.exit_code == 0


def test_fixing_twice_writes_nothing_more(tmp_path: Path) -> None:
    root = guide_of(tmp_path, BROKEN)
    run(root, "--unsafe-fixes")
    os.utime(root / GALE, (1, 1))
    result = run(root, "--unsafe-fixes")
    assert result.stderr == ""
    assert (root / GALE).stat().st_mtime == 1


def test_without_fix_nothing_is_written(tmp_path: Path) -> None:
    root = guide_of(tmp_path, BROKEN)
    run(root)
    assert (root / GALE).read_bytes() == BROKEN.encode()


def test_as_a_process_from_a_folder_inside_the_guide(tmp_path: Path) -> None:
    """In a pipe there is no color; rows end as the contract says; the root is found upward."""
    root = guide_of(tmp_path, BROKEN)
    command = [sys.executable, "-m", "kb", "check", *QUIET]
    result = subprocess.run(command, cwd=root / "concepts" / "sea", capture_output=True, check=False)
    assert result.returncode == 1
    assert result.stdout.decode().startswith("error[FM006]: unknown kind `wheather`\n")
    assert b"\x1b" not in result.stdout
    assert result.stderr == b""


def test_checking_loads_no_heavy_library(tmp_path: Path) -> None:
    root = guide_of(tmp_path, SOUND)
    heavy = "{'networkx', 'rich', 'rdflib', 'mkdocs', 'httpx', 'jinja2', 'pyvis', 'pygls', 'nh3', 'watchdog'}"
    program = (
        "import sys; from kb.cli import main\n"
        f"main(['--root', {str(root)!r}, 'check'], standalone_mode=False)\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert result.stdout.decode().splitlines()[-1] == "[]"


def test_a_similar_command_is_named() -> None:
    result = CliRunner().invoke(main, ["chek"])
    assert result.exit_code == 2
    assert "A similar one is `kb check`." in result.stderr


def test_with_since_the_files_of_the_change_come_first(tmp_path: Path) -> None:
    """A change breaks a file it did not touch; its own files are annotated before that one."""
    root = guide_of(tmp_path, SOUND.replace("sources:", "links: {causes: [broach]}\nsources:"))
    broach = root / "concepts/sea/broach.md"
    broach.write_text("---\ntitle: Broach\nkind: hazard\nsummary: A turn.\nsources: [key]\n---\n", encoding="utf-8")
    identity = ["-c", "user.name=a", "-c", "user.email=a@a.test", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "."], [*identity, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    broach.rename(root / "concepts/sea/rounding-up.md")
    (root / "concepts/sea/squall.md").write_text(BROKEN.replace("Gale", "Squall"), encoding="utf-8")
    result = run(root, "--since", "HEAD", "--format", "github", "--select", "FM006,REL002")
    assert result.exit_code == 1
    errors = [line for line in result.stdout.splitlines() if line.startswith("::error")]
    assert [line.split(",")[0] for line in errors] == ["::error file=concepts/sea/squall.md", f"::error file={GALE}"]
