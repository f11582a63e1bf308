"""How the process ends: with its exit code, and with everything it had to say."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kb.__main__ import BRIEF, command_of
from kb.cli import COMMANDS

VOCABULARY = (Path(__file__).parent.parent / "checks" / "vocabulary.yml").read_bytes()
ENTRY = "---\ntitle: {0}\nkind: weather\nsummary: A wind called {0}.\nstatus: no-such\n---\nIt blows.\n"
MANY = 800
"""So many entries that what is found in them does not fit into a pipe at once."""


def guide_of(root: Path, entries: int, vocabulary: bytes = VOCABULARY) -> Path:
    (root / "concepts" / "sea").mkdir(parents=True)
    (root / "concepts" / "vocabulary.yml").write_bytes(vocabulary)
    for number in range(entries):
        text = ENTRY.format(f"Gale {number}")
        (root / "concepts" / "sea" / f"gale-{number}.md").write_text(text, encoding="utf-8")
    return root


def start(root: Path, *arguments: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kb", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=root, **{"stdout": pipe, "stderr": pipe, **options})  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("check", "--fail-on", "never"), 0, b"error[FM006]"),
        (("check",), 1, b"error[FM006]"),
        (("check", "--format", "xml"), 2, b"Usage:"),
        (("check", "--select", "XYZ"), 2, b"no check has a code"),
        (("check", "--help"), 0, b"Validate the guide"),
        (("--root", ".", "check"), 1, b"error[FM006]"),
        (("show", "nowhere"), 2, b"no entry is called"),
        (("show", "gale-0"), 0, b"Gale 0"),
        (("chek",), 2, b"There is no command"),
        (("--version",), 0, b"kb, version"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_exit_code_and_words(tmp_path: Path, arguments: tuple[str, ...], code: int, said: bytes) -> None:
    process = start(guide_of(tmp_path, 1), *arguments)
    out, err = process.communicate()
    assert process.returncode == code
    assert said in out + err
    assert b"Traceback" not in err


def test_commands_that_end_at_once_exist() -> None:
    assert set(COMMANDS) > BRIEF


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("check", "check"),
        ("check --root elsewhere", "check"),
        ("--root elsewhere check", "check"),
        ("--root=elsewhere check serve", "check"),
        ("--root check serve --port 1", "serve"),
        ("--root check", None),
        ("--root", None),
        ("--help", None),
        ("", None),
    ],
)
def test_the_command_of_a_line(line: str, command: str | None) -> None:
    assert command_of(line.split()) == command


def test_a_long_report_arrives_whole(tmp_path: Path) -> None:
    out, _ = start(guide_of(tmp_path, MANY), "check").communicate()
    assert len(out) > 2**16
    assert out.count(b"error[FM006]") == MANY
    assert f"\n{MANY} entries".encode() in out


def test_a_reader_who_leaves_early_is_no_crash(tmp_path: Path) -> None:
    process = start(guide_of(tmp_path, MANY), "check")
    assert process.stdout
    assert process.stderr
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        process = start(guide_of(tmp_path, 1), "check", "--fail-on", "never", stdout=full)
        assert process.communicate()[1] == b"error: No space left on device\n"
    assert process.returncode == 2


def test_an_output_that_is_closed_from_the_start_is_no_crash(tmp_path: Path) -> None:
    command = f"exec {sys.executable} -m kb check --fail-on never >&-"
    done = subprocess.run(["sh", "-c", command], cwd=guide_of(tmp_path, 1), capture_output=True, check=False)
    assert done.stderr == b""
    assert done.returncode == 0


def test_ctrl_c_ends_with_130(tmp_path: Path) -> None:
    root = guide_of(tmp_path, 1)
    program = (
        "import os, signal, sys, kb.load.guide, kb.__main__\n"
        "kb.load.guide.read_config = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.argv = ['kb', 'check']\nkb.__main__.run()"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, check=False)
    assert done.returncode == 128 + signal.SIGINT
    assert b"Traceback" not in done.stderr


def test_a_mistake_of_ours_is_a_traceback(tmp_path: Path) -> None:
    program = (
        "import sys, kb.load.guide, kb.__main__\n"
        "kb.load.guide.read_config = None\n"
        "sys.argv = ['kb', 'check']\nkb.__main__.run()"
    )
    root = guide_of(tmp_path, 1)
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"Traceback" in done.stderr


def test_no_plugin_of_pydantic_sees_the_content(tmp_path: Path) -> None:
    """Any package that is installed may bring one; it would be loaded where a file is read."""
    installed = tmp_path / "installed"
    (installed / "nosy-1.0.dist-info").mkdir(parents=True)
    (installed / "nosy-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: nosy\nVersion: 1.0\n")
    (installed / "nosy-1.0.dist-info" / "entry_points.txt").write_text("[pydantic]\nnosy = nosy:plugin\n")
    (installed / "nosy.py").write_text("print('NOSY')\nplugin = None\n")
    path = os.pathsep.join([str(installed), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": path}
    read = [sys.executable, "-c", "import pydantic; pydantic.create_model('A', a=(int, 1))"]
    assert b"NOSY" in subprocess.run(read, env=environment, capture_output=True, check=False).stdout
    root = guide_of(tmp_path / "guide", 1)
    assert b"NOSY" not in start(root, "check", env=environment).communicate()[0]
