"""Every text of a guide is an attack, every check that would refuse it is off, and no page is the worse for it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

EVIL = (
    '"><img src=x onerror="alert(1)">\'{{7*7}}{% raw %}`x` [a](javascript:alert(1)) | *b* <b>c</b> & $y$ {#id .c} ---'
    " </script><script>alert(2)</script>"
)
QUOTED = json.dumps(EVIL)
VOCABULARY = f"""
guide: {{title: {QUOTED}, tagline: {QUOTED}, description: {QUOTED}}}
kinds:
  thing: {{label: {QUOTED}, plural: {QUOTED}, definition: {QUOTED}}}
  way: {{label: Way, plural: Ways, definition: W., fields: [steps]}}
qualifiers:
  why: {{type: text, label: {QUOTED}, definition: {QUOTED}}}
  cite: {{type: citation, label: source, definition: D.}}
relations:
  near: {{symmetric: true, label: {QUOTED}, heading: {QUOTED}, definition: {QUOTED}, qualifiers: [why, cite], example: {QUOTED}}}
  above: {{inverse: below, label: above, inverse-label: below, heading: Above, inverse-heading: Below, definition: D.,
           transitive: true, acyclic: error, qualifiers: [why, cite]}}
areas:
  one: {{label: {QUOTED}, definition: {QUOTED}}}
  two: {{label: Two, definition: D.}}
statuses:
  ok: {{label: {QUOTED}, definition: {QUOTED}}}
views:
  prerequisites: {{relation: above}}
  confusions: {{relation: near}}
  analogies: {{relation: near, qualifier: why, kinds: [thing]}}
  debates: {{kinds: [thing], for: above, against: near}}
  matrix: {{rows: [thing], columns: [thing], cells: [above]}}
  paths: {{kinds: [way]}}
  people: {{kinds: [thing]}}
  timeline: {{field: origin.year}}
"""
REFERENCES = (
    "@book{k, author={X "
    + EVIL.replace("{", "").replace("}", "")
    + " Y and {<script>alert(3)</script> Group}}, title={A <script>alert(4)</script>}, year=2001,"
    + ' url={https://x.org/?a="><script>alert(5)</script>}, publisher={<img src=x onerror="alert(6)">}}\n'
)
EXERCISE = f"""
```exercise
type: choice
question: {QUOTED}
options:
  - {{text: {json.dumps("a" + EVIL)}, correct: true, why: {QUOTED}}}
  - {{text: {json.dumps("b" + EVIL)}, why: {QUOTED}}}
```
"""
OFF = ("SEC001", "SRC003", "SRC004", "SRC006", "LNK001", "LNK005", "DEF002", "PRO002")


def entry(number: int) -> str:
    links = f"links:\n  near: [{{to: e{(number + 1) % 4}, why: {QUOTED}, cite: k}}]\n"
    if number < 3:
        links += f"  above: [{{to: e{number + 1}, why: {QUOTED}}}]\n"
    wikilink = f"[[e{(number + 2) % 4}|{EVIL.replace('|', '')}]] [@k, p. 1 <img src=x onerror=alert(7)>]"
    formula = "$$\\text{<img src=x onerror=alert(8)>}$$\n\n[^n]\n\n[^n]: " + EVIL
    return (
        f"---\ntitle: {json.dumps(f'E{number} {EVIL}')}\nkind: thing\nsummary: {QUOTED}\n"
        f"aliases: [{json.dumps(f'also {number}{EVIL}')}]\nstatus: ok\norigin: {{year: 2000}}\n{links}sources: [k]\n---\n"
        f"{EVIL}\n\n## H {EVIL}\n\n{wikilink}\n\n<script>alert(9)</script>\n{EXERCISE}\n{formula}\n"
    )


class Page(HTMLParser):
    """Collects what an attack would have to become."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.script = tag == "script"
        if tag in ("img", "iframe", "object", "embed", "base"):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action") and re.match(r"\s*(javascript|data|vbscript):", value or "", re.I):
                self.found.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.script = False

    def handle_data(self, data: str) -> None:
        if self.script and "alert(" in data:
            self.found.append(f"script {data[:60]}")


@pytest.mark.slow
@pytest.mark.parametrize("renderer", ["mkdocs", "zensical"])
def test_no_text_becomes_markup(tmp_path: Path, renderer: str) -> None:
    concepts = tmp_path / "concepts"
    for area in ("one", "two"):
        (concepts / area).mkdir(parents=True)
    (concepts / "vocabulary.yml").write_text(VOCABULARY, encoding="utf-8")
    (concepts / "references.bib").write_text(REFERENCES, encoding="utf-8")
    for number in range(4):
        (concepts / ("one" if number % 2 else "two") / f"e{number}.md").write_text(entry(number), encoding="utf-8")
    (concepts / "one" / "w.md").write_text(
        f"---\ntitle: W\nkind: way\nsummary: S.\nsteps: [{{to: e3, why: {QUOTED}}}, e2]\n---\nText.\n", encoding="utf-8"
    )
    severity = "\n".join(f'{code} = "off"' for code in OFF)
    (tmp_path / "pyproject.toml").write_text(f"[tool.kb.severity]\n{severity}\n", encoding="utf-8")
    command = [sys.executable, "-m", "kb", "--root", str(tmp_path), "build", "--strict", "--renderer", renderer]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 90
    found = {}
    for path in pages:
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        if page.found:
            found[path.relative_to(tmp_path / "site").as_posix()] = page.found
    assert found == {}
