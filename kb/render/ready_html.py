"""Takes finished HTML past Python-Markdown, which would otherwise parse it twice to leave it as it is.

`kb` writes each block of finished HTML on a line of its own between blank lines. Python-Markdown looks for HTML blocks with
an HTML parser written in Python, and MkDocs looks through them once more for anchors: four fifths of the time that a page
takes. Here such lines are put where Python-Markdown would put them. The pages are the same, byte for byte; a test
compares them. Only our own run of MkDocs uses this; `mkdocs build` and Zensical do without.
"""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

_LINE = re.compile(r"<([a-z]+)[ >].*</\1>")
_ELEMENTS = frozenset(
    {"div", "header", "section", "nav", "p", "ul", "ol", "dl", "table", "aside", "figure", "form", "details"}
)
"""Elements that Python-Markdown takes for blocks and that a block of ours may be."""


class ReadyHtml(Extension):  # type: ignore[misc]  # no type information is published
    """For `markdown_extensions`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register behind fenced code (25), before MkDocs' own look for anchors (21) and that for HTML blocks (20)."""
        md.preprocessors.register(_Stash(md), "kb_ready_html", 24)


class _Stash(Preprocessor):  # type: ignore[misc]
    def run(self, lines: list[str]) -> list[str]:
        made: list[str] = []
        last = len(lines) - 1
        for index, line in enumerate(lines):
            alone = line[:1] == "<" and not (index and lines[index - 1]) and not (index < last and lines[index + 1])
            made.append(self.md.htmlStash.store(f"{line}\n") if alone and _is_whole(line) else line)
        return made


def _is_whole(line: str) -> bool:
    """Whether a line is one element from its first character to its last."""
    match = _LINE.fullmatch(line)
    if not match or match[1] not in _ELEMENTS or " markdown=" in line:
        return False
    name = match[1]
    opened, depth = re.compile(rf"<(/?){name}(?=[\s>])"), 0
    for tag in opened.finditer(line):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end() == len(line) - 1
    return False
