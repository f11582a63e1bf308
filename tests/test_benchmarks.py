"""`make bench` runs to its end and leaves nothing out. What it measures is no matter for a test."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_every_figure_is_taken(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks", "--entries", "40", "--json", str(figures)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "left out" not in done.stderr
    found = json.loads(figures.read_text(encoding="utf-8"))
    phases = {"check", "compile", "write", "render", "index", "publish"}
    assert len(found["phases"]) == 4
    assert all(set(took) == phases for took in found["phases"].values())
    assert all(one["seconds"] > 0 and one["MB"] > 0 for one in found["runs"].values())
    assert len(found["ratios"]) == 11
    assert all(ratio > 0 for ratio in found["ratios"].values())
    assert found["payloads"]["entry: largest page"]["gzip"] > 0
