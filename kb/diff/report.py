"""A difference as terminal text, as Markdown for a comment, and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kb.diff.compare import Change, Difference, EdgeChange, Key, State
from kb.diff.told import Section, headline, sections
from kb.model.concept import Concept
from kb.model.problem import Problem
from kb.model.terminal import visible

VERSION = 1
MOST_ITEMS = 50
"""Of one section in Markdown: nobody reads more."""
MOST_CHARACTERS = 50_000
"""Of the whole Markdown: GitHub refuses a comment of more than 65,536."""
MOST_OPEN = 15
"""A longer section is folded."""
MARKER = "<!-- kb diff -->"
"""Stands first in the Markdown, so that a workflow finds its own comment again."""
_COLORS = {"+": "green", "-": "red", "~": "yellow"}
_SIGNS = {"+": "➕", "-": "➖", "~": "✏️"}
_MARKUP = re.compile(r"[\\`*_{}\[\]<>()#+.!|~@&$-]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_LINKED = re.compile(r"[@#](?=\w)|\bGH-(?=\d)|:(?=//)|\bwww(?=\.)", re.IGNORECASE)
WORD_JOINER = "\u2060"


def human(difference: Difference, before: State, after: State, *, color: bool = False) -> str:
    """For a terminal."""
    import click

    def styled(text: str, **style: Any) -> str:
        return click.style(text, **style) if color else text

    lines: list[str] = []
    for section in sections(difference, before, after):
        lines.append(styled(section.heading, bold=True))
        for item in section.items:
            lines.append(f"  {styled(item.sign, fg=_COLORS[item.sign])} {visible(item.text)}")
            if item.detail:
                lines.append(f"      {visible(item.detail)}")
        lines.append("")
    lines.append("No difference." if difference.empty else headline(difference))
    return "\n".join(lines) + "\n"


def markdown(difference: Difference, before: State, after: State) -> str:
    """For a comment on a pull request. Contributors' texts are escaped: they mention nobody and load nothing."""
    said = "Nothing in the graph changes." if difference.empty else headline(difference)
    text = f"{MARKER}\n### What this does to the graph\n\n{said}\n"
    for section in sections(difference, before, after):
        for most in (MOST_ITEMS, 0):
            told = _details(section, most)
            if len(text) + len(told) <= MOST_CHARACTERS:
                text += told
                break
    return text


def _details(section: Section, most: int) -> str:
    count = len(section.items)
    opened = " open" if count <= MOST_OPEN else ""
    lines = ["", f"<details{opened}><summary>{section.heading} ({count})</summary>", ""]
    for item in section.items[:most]:
        detail = f"<br>{escaped(item.detail)}" if item.detail else ""
        lines.append(f"- {_SIGNS[item.sign]} {escaped(item.text)}{detail}")
    if count > most:
        lines.append(f"- … and {count - most} more" if most else f"- {count}, too many to show here: run `kb diff`")
    return "\n".join([*lines, "", "</details>", ""])


def escaped(text: str) -> str:
    """Text that GitHub's Markdown shows as it is.

    Backslashes keep markup from being markup. GitHub looks for `@name`, `#1` and addresses after it has read the Markdown;
    a word joiner, which nobody sees, keeps it from finding any.
    """
    text = visible(" ".join(text.split()))
    text = _LINKED.sub(lambda match: f"{match[0]}{WORD_JOINER}", text)
    return _MARKUP.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), text)


def to_json(difference: Difference) -> str:
    """One object with a list for each field of `Difference`."""
    made = {
        "version": VERSION,
        "entries": {
            "gained": [_entry(one) for one in difference.entries_gained],
            "lost": [_entry(one) for one in difference.entries_lost],
            "renamed": [
                {"from": old, "to": new, "merged": old in difference.merged} for old, new in difference.renamed.items()
            ],
            "changed": [_change(change) for change in difference.changes],
            "text-changed": list(difference.texts),
        },
        "relations": {
            "gained": [_edge(key) for key in difference.edges_gained],
            "lost": [_edge(key) for key in difference.edges_lost],
            "changed": [_edge_change(change) for change in difference.edge_changes],
        },
        "derived": {
            "gained": [_edge(key) for key in difference.derived_gained],
            "lost": [_edge(key) for key in difference.derived_lost],
        },
        "problems": {
            "gained": list(_problems(difference.problems_gained)),
            "lost": list(_problems(difference.problems_lost)),
        },
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _entry(one: Concept) -> dict[str, str | None]:
    return {"id": one.id, "title": one.title, "kind": one.kind, "area": one.area, "status": one.status}


def _change(change: Change) -> dict[str, str]:
    return {"id": change.id, "field": change.field, "before": change.before, "after": change.after}


def _edge(key: Key) -> dict[str, str]:
    return {"source": key[0], "relation": key[1], "target": key[2]}


def _edge_change(change: EdgeChange) -> dict[str, str]:
    return _edge(change.key) | {"qualifier": change.qualifier, "before": change.before, "after": change.after}


def _problems(problems: tuple[Problem, ...]) -> Iterator[dict[str, Any]]:
    for problem in problems:
        row, column = problem.finding.source.position(problem.finding.span.start)
        yield {
            "code": problem.code,
            "name": problem.name,
            "severity": problem.severity.label,
            "message": problem.finding.message,
            "filename": problem.path,
            "location": {"row": row, "column": column},
        }
