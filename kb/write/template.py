"""The text of a new entry: every field that its kind asks for, with what follows from the title already filled in."""

from __future__ import annotations

import json

import yaml

from kb.model.frontmatter import FIELDS
from kb.model.slug import as_yaml
from kb.model.vocabulary import Vocabulary

BLANK = "…"
"""Stands where a writer has to write; `kb check` reports what still says so."""

_EMPTY = {
    "aliases": "[]",
    "origin": "{}  # {year: …, cite: key}",
    "status": BLANK,
    "cite": "",
    "steps": "[]  # [{to: id, why: …}]",
    "sources": "[]",
    "redirects": "[]",
    "same-as": "[]",
    "draft": "false",
    "ignore": "{}",
}
"""What a field that has to be filled in says before it is; `kb check` reports the empty ones that the kind asks for."""


def entry_template(vocabulary: Vocabulary, kind: str, title: str) -> str:
    """A file for an entry of `kind`: it is valid, and what is missing is marked with `…` or empty."""
    declared = vocabulary.kinds[kind]
    made = {"title": scalar(title), "kind": as_yaml(kind), "summary": BLANK, "aliases": _EMPTY["aliases"]}
    made |= {field: _EMPTY[field] for field in declared.fields if field in _EMPTY}
    if vocabulary.statuses and "status" in made:
        made["status"] += f"  # one of: {', '.join(vocabulary.statuses)}"
    made["links"] = "\n".join(["{}", *_hints(vocabulary, kind)])
    made["sources"] = _EMPTY["sources"]
    lines = ["---", *(f"{field}: {made[field]}".rstrip() for field in FIELDS if field in made), "---", "", BLANK]
    for section in declared.sections:
        lines += ["", f"## {_line(section)}", "", BLANK]
    return "\n".join(lines) + "\n"


def missing(vocabulary: Vocabulary, kind: str) -> tuple[str, ...]:
    """What somebody still has to write into such a file, in its order."""
    declared = vocabulary.kinds[kind]
    fields = [field for field in FIELDS if field in declared.fields and field in _EMPTY]
    return ("summary", *fields, "the text before the first heading", *(_line(section) for section in declared.sections))


def _hints(vocabulary: Vocabulary, kind: str) -> list[str]:
    """The words for links that this kind can have, as comments: what to choose from, with what each needs."""
    own, others = [], []
    for word in vocabulary.words_for(kind):
        direction = vocabulary.directions[word]
        relation = vocabulary.relations[direction.relation]
        if direction.inverted:
            others.append(word)
        else:
            required = f" (with {', '.join(relation.required)})" if relation.required else ""
            own.append(f"#   {word}: {_line(relation.definition)}{required}")
    if not own and not others:
        return []
    head = "# Links this kind can have; write `links:` and below it, for example, `relation: [{to: id, why: …}]`:"
    return [head, *own, *([f"#   and, from the other end: {', '.join(others)}"] if others else [])]


def _line(text: str) -> str:
    return " ".join(text.split())


def scalar(text: str) -> str:
    """A text as a YAML value on one line, in quotation marks only where YAML would read it differently."""
    plain = yaml.safe_dump(text, allow_unicode=True, width=10**6).strip().removesuffix("...").strip()
    return plain if "\n" not in plain else json.dumps(text, ensure_ascii=False)
