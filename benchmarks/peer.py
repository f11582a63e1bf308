"""The peer: MkDocs alone, on the same texts as plain Markdown with the same theme and settings, without search.

python -m benchmarks.peer FOLDER
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

_LINK = re.compile(r"\[\[([^\[\]|#]+)(?:\|([^\[\]]*))?\]\]")
_RELATIVE = re.compile(r"\]\(\.\./[^/()]+/([^()]+)\)")
_KEPT = ("theme", "use_directory_urls", "markdown_extensions", "plugins", "validation")


def write_peer(guide: Path, folder: Path, settings: Path) -> None:
    """Write below `folder` what MkDocs needs to render the entries of `guide` with the settings that `kb build` used."""
    pages = folder / "docs" / "concepts"
    pages.mkdir(parents=True, exist_ok=True)
    for path in (guide / "concepts").rglob("*.md"):
        (pages / path.name).write_text(_plain(path.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    given = yaml.safe_load(settings.read_text(encoding="utf-8"))
    made = {"site_name": "Peer", "nav": [{"Home": "index.md"}]} | {name: given[name] for name in _KEPT if name in given}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(made, sort_keys=False), encoding="utf-8")


def _plain(text: str) -> str:
    _, front, body = text.split("---\n", 2)
    fields = yaml.load(front, Loader=yaml.CSafeLoader)
    body = _LINK.sub(lambda link: f"[{link[2] or link[1]}]({link[1]}.md)", body)
    body = _RELATIVE.sub(r"](\1)", body)
    return f"# {fields['title']}\n\n{fields['summary']}\n\n{body}"
