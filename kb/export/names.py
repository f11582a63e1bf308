"""Every title and alias, cut into small files by their first letters, so that a name finds its entry at once.

A page that searches fetches one file, `data/names/<key>.json`, however large the guide is. The key of a name is made from
its first two letters or digits in lower case: each stands for itself if it is one of a-z or 0-9, others are written as
`u` and their number in hexadecimal. The search script makes the same keys.
"""

from __future__ import annotations

import json

from kb.model.guide import Guide

PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def name_key(name: str) -> str:
    """The key of a name; empty if it has no letter or digit."""
    found = [char for char in name.lower() if char.isalnum()][:2]
    return "".join(char if char in PLAIN else f"u{ord(char):x}" for char in found)


def name_files(guide: Guide) -> dict[str, str]:
    """By path: a list of `[name, id, title, kind label]`, in the order of names."""
    found: dict[str, list[list[str]]] = {}
    for concept in guide.by_id.values():
        kind = guide.vocabulary.kinds.get(concept.kind)
        for name in (concept.title, *concept.aliases):
            if key := name_key(name):
                label = kind.label if kind else concept.kind
                found.setdefault(key, []).append([name, concept.id, concept.title, label])
    return {
        f"data/names/{key}.json": json.dumps(sorted(rows), ensure_ascii=False, separators=(",", ":"))
        for key, rows in found.items()
    }
