"""Formulas: LaTeX becomes MathML when the site is built, so that no script is needed to read them."""

from __future__ import annotations

from functools import lru_cache

from kb.pages.sanitize import clean_formula


@lru_cache(maxsize=4096)
def mathml(latex: str, *, block: bool = False) -> str | None:
    """A formula as MathML; None if it cannot be converted whole."""
    # Imported here because most pages hold no formula and its symbol tables take long to load.
    from latex2mathml.converter import convert

    try:
        made = convert(latex, display="block" if block else "inline")
    except Exception:  # the library raises many kinds; whatever it is, the reader is shown the source
        return None
    if "<mi>\\" in made or "merror" in made:
        # An unknown command is passed through as an identifier.
        return None
    return clean_formula(made).replace("\n", " ")
