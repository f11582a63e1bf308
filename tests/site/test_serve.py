"""`kb serve`: pages come, a change is rebuilt and announced, a mistake keeps the last good page."""

from __future__ import annotations

import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest

PATIENCE = 60.0
"""Seconds after which something that should happen counts as not happening."""


class Served:
    """A running `kb serve`, with what it prints."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-u", "-m", "kb", "--root", str(folder), "serve", "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.address = self.wait("Serving the guide on").split(" on ")[1].split()[0]

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def wait(self, words: str) -> str:
        seen: list[str] = []
        try:
            while True:
                line = self.lines.get(timeout=PATIENCE)
                seen.append(line)
                if words in line:
                    return line
        except Empty:
            raise AssertionError(f"{words!r} was never printed, but {''.join(seen)!r}") from None

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"{self.address}/{path}", timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as problem:
            return problem.code, problem.read().decode()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "guide"
    subprocess.run([sys.executable, "-m", "kb", "init", str(folder)], check=True)
    running = Served(folder)
    yield running
    running.process.terminate()
    running.process.wait(PATIENCE)


@pytest.mark.slow
def test_a_saved_change_is_rebuilt_and_announced(served: Served) -> None:
    assert served.get("concepts/entry.html")[0] == 200
    assert served.get("nothing.html")[0] == 404
    assert served.get("../guide/README.md")[0] == 404
    heard = threading.Event()

    def listen() -> None:
        with urllib.request.urlopen(f"{served.address}/.kb/events", timeout=PATIENCE) as stream:
            for line in stream:
                if line.startswith(b"data:"):
                    heard.set()
                    return

    threading.Thread(target=listen, daemon=True).start()
    entry = served.folder / "concepts/basics/entry.md"
    sound = entry.read_text(encoding="utf-8")
    entry.write_text(sound.replace("This page is one", "This page is new"), encoding="utf-8")
    served.wait("site/ is ready")
    assert "This page is new" in served.get("concepts/entry.html")[1]
    assert heard.wait(PATIENCE)
    entry.write_text(sound.replace("kind: idea", "kind: nonsense"), encoding="utf-8")
    served.wait("was not built")
    assert "This page is new" in served.get("concepts/entry.html")[1]
