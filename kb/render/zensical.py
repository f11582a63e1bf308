"""Zensical, the second renderer: a command of its own that reads `mkdocs.yml`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import yaml

from kb.errors import KbError


def run_zensical(config: Path, docs: Path, work: Path) -> list[str]:
    """Build, and return warnings.

    Zensical takes its folders from the configuration file alone and relative to it, so a copy of the file with our folders
    is written beside them.
    """
    if find_spec("zensical") is None:
        raise KbError(
            "Zensical is not installed", "install the extra `zensical`: pip install 'field-guide-kb[zensical]'"
        )
    home = work.parent
    copy = home / "zensical.yml"
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    settings["docs_dir"] = docs.relative_to(home).as_posix()
    settings["site_dir"] = work.relative_to(home).as_posix()
    copy.write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    shutil.rmtree(home / ".cache", ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean", "-f", copy.name],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    output = (done.stdout + done.stderr).strip()
    if done.returncode or not work.is_dir():
        raise KbError(f"Zensical stopped with status {done.returncode}: {output[-2000:]}")
    return [line.strip() for line in output.splitlines() if "warning" in line.lower()]
