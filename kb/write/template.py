"""The text of a new entry: every field that its kind asks for, with what follows from the title already filled in."""

from __future__ import annotations

import json

import yaml

from kb.model.vocabulary import Vocabulary

BLANK = "…"
"""Stands where a writer has to write; `kb check` reports what still says so."""


def entry_template(vocabulary: Vocabulary, kind: str, title: str) -> str:
    """A file for an entry of `kind`: it is valid, and what is missing is marked with `…`."""
    declared = vocabulary.kinds[kind]
    lines = ["---", f"title: {scalar(title)}", f"kind: {kind}", f"summary: {BLANK}", "aliases: []"]
    if "status" in declared.fields and vocabulary.statuses:
        statuses = list(vocabulary.statuses)
        lines.append(f"status: {_cautious(vocabulary)}  # one of: {', '.join(statuses)}")
    lines += [f"{field}: {_blank(field)}" for field in declared.fields if field not in ("status", "links", "sources")]
    lines += ["links: {}", *_hints(vocabulary, kind), "sources: []", "---", "", BLANK]
    for section in declared.sections:
        lines += ["", f"## {section}", "", BLANK]
    return "\n".join(lines) + "\n"


def _cautious(vocabulary: Vocabulary) -> str:
    """A status that claims no evidence."""
    return next(
        (name for name, status in vocabulary.statuses.items() if not status.evidence), next(iter(vocabulary.statuses))
    )


def _blank(field: str) -> str:
    return "[]" if field in ("steps", "redirects", "same-as", "aliases") else BLANK


def _hints(vocabulary: Vocabulary, kind: str) -> list[str]:
    """The relations that may start at this kind, as comments: what to choose from, with what each needs."""
    lines = []
    for name, relation in vocabulary.relations.items():
        if vocabulary.starts(name, kind):
            required = f" (with {', '.join(relation.required)})" if relation.required else ""
            lines.append(f"#   {name}: {relation.definition}{required}")
    return (
        [
            "# Links this kind can have; write `links:` and below it, for example, `relation: [{to: id, why: …}]`:",
            *lines,
        ]
        if lines
        else []
    )


def scalar(text: str) -> str:
    """A text as a YAML value on one line, in quotation marks only where YAML would read it differently."""
    plain = yaml.safe_dump(text, allow_unicode=True, width=10**6).strip().removesuffix("...").strip()
    return plain if "\n" not in plain else json.dumps(text, ensure_ascii=False)
