"""The search index, made by Pagefind from the finished pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kb.errors import KbError

FOLDER = "pagefind"
KEEP = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
"""Besides the chunks of the index, what our own search dialog needs; Pagefind's ready-made ones stay out of the site."""


def index_site(site: Path, language: str) -> int:
    """Index every page of `site` that marks a part as its body, into `site/pagefind`. Returns the number of pages.

    KbError if Pagefind fails.
    """
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pagefind",
            "--site",
            str(site),
            "--force-language",
            language,
            "--keep-index-url",
            "--exclude-selectors",
            ".headerlink",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise KbError(f"Pagefind stopped with status {done.returncode}: {(done.stderr or done.stdout).strip()[-2000:]}")
    for file in (site / FOLDER).iterdir():
        if (
            file.is_file()
            and file.name.startswith("pagefind-")
            and file.name not in KEEP
            and file.suffix in (".js", ".css")
        ):
            file.unlink()
    for line in done.stdout.splitlines():
        words = line.split()
        if line.strip().startswith("Indexed") and "page" in line and words[1].isdigit():
            return int(words[1])
    return 0
