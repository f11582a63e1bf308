"""Identifiers of works and people: which are well formed, and what people write instead.

Sources of the rules: the DOI Handbook (2.2), arXiv's "Understanding the arXiv identifier", the ISBN Users' Manual (check
digits) and ORCID's "Structure of the ORCID Identifier" (ISO 7064, MOD 11-2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_ARXIV_NEW = re.compile(r"(\d{2})(0[1-9]|1[0-2])\.(\d{4,5})(?:v[1-9]\d*)?")
_ARXIV_OLD = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3}(?:v[1-9]\d*)?")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_VERSION = re.compile(r"v\d+$")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)


def _doi(text: str) -> str | None:
    return None if _DOI.fullmatch(text) else "a DOI begins with `10.`, a number and `/`"


def _arxiv(text: str) -> str | None:
    if _ARXIV_OLD.fullmatch(text):
        return None
    if not (match := _ARXIV_NEW.fullmatch(text)):
        return "an arXiv id looks like `1906.01820` or `cs/0112017`"
    # Four digits until December 2014, five since.
    digits = 4 if int(match[1]) < 15 else 5
    return None if len(match[3]) == digits else f"an arXiv id of that month has {digits} digits behind the dot"


def _isbn(text: str) -> str | None:
    for one in re.split(r"\s*[,;]\s*", text.strip()):
        digits = re.sub(r"[\s‐‑–-]", "", one)
        if re.fullmatch(r"\d{9}[\dXx]", digits):
            values = [10 if digit in "Xx" else int(digit) for digit in digits]
            right = sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
        elif re.fullmatch(r"97[89]\d{10}", digits):
            right = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
        else:
            return "an ISBN has 10 digits, or 13 that begin with 978 or 979"
        if not right:
            return "the check digit is wrong: one of the digits must be"
    return None


def _orcid(text: str) -> str | None:
    if not _ORCID.fullmatch(text):
        return "an ORCID looks like `0000-0002-1825-0097`"
    total = 0
    for digit in text.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return (
        None
        if text[-1] == ("X" if check == 10 else str(check))
        else "the check digit is wrong: one of the digits must be"
    )


class Scheme(NamedTuple):
    """One kind of identifier."""

    name: str
    """As people call it."""
    problem: Callable[[str], str | None]
    """What is wrong with a text as such an identifier; None if it is one."""
    surplus: re.Pattern[str]
    """What people write around it."""


SCHEMES: Mapping[str, Scheme] = {
    "doi": Scheme("DOI", _doi, re.compile(r"^(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:?\s*)|[\s.,;]+$", re.IGNORECASE)),
    "arxiv": Scheme(
        "arXiv id",
        _arxiv,
        re.compile(
            r"^(?:(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)|\s*\[[a-z-]+(?:\.[A-Z]{2})?\]$|\.pdf$|[/\s]+$",
            re.IGNORECASE,
        ),
    ),
    "isbn": Scheme("ISBN", _isbn, re.compile(r"^(?:urn:)?isbn(?:-1[03])?[:\s]*", re.IGNORECASE)),
    "orcid": Scheme(
        "ORCID", _orcid, re.compile(r"^(?:(?:https?://)?(?:www\.)?orcid\.org/|orcid:\s*)|/$", re.IGNORECASE)
    ),
}
"""By the name of the field, or the prefix of a `same-as` value."""


def mended(scheme: str, text: str) -> str | None:
    """The identifier that a malformed text plainly means; None if nobody can say."""
    kind = SCHEMES[scheme]
    bare = kind.surplus.sub("", text.strip())
    bare = kind.surplus.sub("", bare)
    if scheme == "orcid":
        digits = re.sub(r"[\s‐‑–-]", "", bare).upper()
        bare = "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    return bare if bare != text and kind.problem(bare) is None else None


def same_work(doi: str, arxiv: str) -> set[str]:
    """What a DOI and an arXiv id (either may be empty) say about which work it is: equal for two references to one work."""
    found: set[str] = set()
    doi = (mended("doi", doi) or doi).casefold()
    if match := _ARXIV_DOI.fullmatch(doi):
        arxiv = arxiv or match[1]
    elif doi:
        found.add(f"doi:{doi}")
    if arxiv:
        found.add("arxiv:" + _VERSION.sub("", (mended("arxiv", arxiv) or arxiv).casefold()))
    return found
