"""Files that pages load: the style sheet and the scripts."""

from __future__ import annotations

from importlib.resources import files

from kb.model.vocabulary import Vocabulary
from kb.pages.styles import style_sheet

FOLDER = "assets/kb"


def assets(vocabulary: Vocabulary) -> dict[str, str | bytes]:
    """By path relative to the site's root."""
    made: dict[str, str | bytes] = {f"{FOLDER}/kb.css": style_sheet(vocabulary)}
    for script in (files("kb.pages") / "assets" / "js").iterdir():
        if script.name.endswith(".js"):
            made[f"{FOLDER}/{script.name}"] = script.read_bytes()
    return made
