"""What a link shows before it is followed: small files, each with the previews of some entries.

The file of an entry follows from its id alone, so that a new entry changes one file. A guide of 10,000 entries has some
40 previews in each, about 5 kB as a server sends it.
"""

from __future__ import annotations

import json

from kb.pages.site import Site

BUCKETS = 256
FOLDER = "data/preview"


def bucket(id: str) -> str:
    """The name of an entry's file: two hexadecimal digits of the FNV-1a hash of its id, as `preview.js` computes it."""
    value = 0x811C9DC5
    for byte in id.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{value % BUCKETS:02x}"


def previews(site: Site) -> dict[str, str]:
    """By path: for each id its title, kind, status and summary."""
    buckets: dict[str, dict[str, dict[str, str]]] = {}
    for id in site.concepts:
        card = site.card(id)
        buckets.setdefault(bucket(id), {})[id] = {
            "title": card.title,
            "kind": card.kind,
            "kindLabel": card.kind_label,
            "status": card.status,
            "statusLabel": card.status_label,
            "summary": card.summary,
        }
    return {
        f"{FOLDER}/{name}.json": json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        for name, found in sorted(buckets.items())
    }
