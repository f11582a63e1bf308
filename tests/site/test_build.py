"""`kb build` as a whole: what it refuses, what it leaves behind, and that a killed build leaves the last good site."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.cli.pipeline import build_site, check_guide
from kb.cli.progress import Progress

KB = [sys.executable, "-m", "kb"]


def kb(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*KB, "--root", str(folder), *arguments], capture_output=True, text=True, check=False)


def fingerprint(site: Path) -> str:
    """One value for everything in a folder: names and bytes."""
    digest = hashlib.sha256()
    for path in sorted(site.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(site).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    folder = tmp_path / "guide"
    assert subprocess.run([*KB, "init", str(folder)], check=False).returncode == 0
    return folder


@pytest.mark.slow
def test_a_new_guide_builds_without_a_warning_and_its_pages_are_there(guide: Path) -> None:
    done = kb(guide, "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    for path in (
        "index.html",
        "concepts/entry.html",
        "map.html",
        "data/graph.json",
        "pagefind/pagefind.js",
        "llms.txt",
    ):
        assert (guide / "site" / path).is_file(), path
    again = kb(guide, "build")
    assert "0 files changed, changed pages only" in again.stdout


@pytest.mark.slow
def test_an_error_keeps_the_last_good_site_and_exits_with_1(guide: Path) -> None:
    assert kb(guide, "build").returncode == 0
    before = fingerprint(guide / "site")
    entry = guide / "concepts/basics/entry.md"
    sound = entry.read_text(encoding="utf-8")
    entry.write_text(sound.replace("to: field-guide", "to: nothing-of-the-kind"), encoding="utf-8")
    refused = kb(guide, "build")
    assert refused.returncode == 1
    assert "REL002" in refused.stderr
    assert fingerprint(guide / "site") == before
    entry.write_text(sound.replace("This page is one", "This page is changed"), encoding="utf-8")
    changed = kb(guide, "build")
    assert changed.returncode == 0
    assert "changed pages only" in changed.stdout
    assert "This page is changed" in (guide / "site/concepts/entry.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_is_gone_from_the_guide_is_gone_from_the_site(guide: Path) -> None:
    extra = guide / "concepts/basics/extra.md"
    extra.write_text(
        "---\ntitle: Extra\nkind: idea\nsummary: One more.\n---\nText.\n\n## Key points\n\nNone.\n", encoding="utf-8"
    )
    assert kb(guide, "build").returncode == 0
    assert (guide / "site/concepts/extra.html").is_file()
    extra.unlink()
    assert kb(guide, "build").returncode == 0
    left = [path.relative_to(guide).as_posix() for path in (guide / "site").rglob("extra*")]
    assert left == []


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_whole_site(guide: Path) -> None:
    start = time.monotonic()
    assert kb(guide, "build").returncode == 0
    whole = time.monotonic() - start
    entry = guide / "concepts/basics/entry.md"
    sound = entry.read_text(encoding="utf-8")
    states = {fingerprint(guide / "site")}
    for step in range(10):
        entry.write_text(sound.replace("This page is one", f"This is page {step}"), encoding="utf-8")
        build = subprocess.Popen([*KB, "--root", str(guide), "build", "--clean"], start_new_session=True)
        time.sleep(whole * (step + 1) / 11)
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        now = (guide / "site/concepts/entry.html").read_text(encoding="utf-8")
        assert (guide / "site/pagefind/pagefind.js").is_file()
        if f"This is page {step}" in now:
            states.add(fingerprint(guide / "site"))  # this one had been finished
        assert fingerprint(guide / "site") in states, f"after {step}"
    assert kb(guide, "build").returncode == 0
    assert "This is page 9" in (guide / "site/concepts/entry.html").read_text(encoding="utf-8")


def test_a_second_build_of_one_guide_is_turned_away(guide: Path) -> None:
    import fcntl

    (guide / "build").mkdir()
    with open(guide / "build/.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = kb(guide, "build")
    assert done.returncode == 2
    assert "another build" in done.stderr
    assert not (guide / "site").exists()


@pytest.mark.slow
def test_pages_can_be_read_before_the_search_knows_them(guide: Path) -> None:
    page, index = guide / "site/concepts/entry.html", guide / "site/pagefind"
    seen: list[tuple[bool, str]] = []

    def build() -> None:
        def readable() -> None:
            seen.append(("quokka" in page.read_text(encoding="utf-8"), fingerprint(index)))

        quiet = Progress(quiet=True)
        build_site(check_guide(guide, quiet), quiet, readable=readable)

    build()
    # There was nothing to read before.
    assert seen == []
    before = fingerprint(index)
    entry = guide / "concepts/basics/entry.md"
    entry.write_text(entry.read_text(encoding="utf-8") + "\nA quokka.\n", encoding="utf-8")
    build()
    assert seen == [(True, before)]
    assert fingerprint(index) != before
