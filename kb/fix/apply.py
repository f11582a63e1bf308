"""One round of fixes on the texts of files."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kb.model.problem import Edit, Fix, Problem
from kb.model.source import Span


@dataclass(frozen=True, slots=True)
class Applied:
    """`texts` holds the new text of every file that changed, `problems` what was mended."""

    texts: Mapping[str, str]
    problems: tuple[Problem, ...]
    written: tuple[Written, ...]
    """What the fixes put in, if it is anything."""


class Written(NamedTuple):
    """A piece of a new text, and the code of the check whose fix it is."""

    code: str
    path: str
    span: Span


def apply_fixes(
    problems: Iterable[Problem], texts: Mapping[str, str], *, unsafe: bool = False, untouched: Collection[str] = ()
) -> Applied:
    """Apply every safe fix, or every fix, that neither overlaps an earlier one nor edits a file of `untouched`.

    The edits of one fix belong together: all are made or none. Characters outside their spans stay as they are. Of fixes
    that overlap the first counts; whoever checks again is offered the others if they are still needed.
    """
    taken: dict[str, list[Span]] = {}
    chosen: list[tuple[Edit, str]] = []
    mended: list[Problem] = []
    for problem in problems:
        fix = problem.finding.fix
        if fix is None or not (fix.safe or unsafe) or not _possible(fix, texts, untouched):
            continue
        if _clashes(fix.edits, taken):
            continue
        for edit in fix.edits:
            insort(taken.setdefault(edit.path, []), edit.span)
        chosen += ((edit, problem.code) for edit in fix.edits)
        mended.append(problem)
    changed: dict[str, list[Edit]] = {}
    for edit, _ in chosen:
        changed.setdefault(edit.path, []).append(edit)
    new = {path: edited(texts[path], edits) for path, edits in changed.items()}
    return Applied(new, tuple(mended), tuple(_written(chosen)))


def _possible(fix: Fix, texts: Mapping[str, str], untouched: Collection[str]) -> bool:
    return bool(fix.edits) and all(edit.path in texts and edit.path not in untouched for edit in fix.edits)


def _clashes(edits: tuple[Edit, ...], taken: Mapping[str, list[Span]]) -> bool:
    spans: dict[str, list[Span]] = {}
    for edit in edits:
        mine = spans.setdefault(edit.path, [])
        if _overlaps(edit.span, taken.get(edit.path, [])) or _overlaps(edit.span, mine):
            return True
        insort(mine, edit.span)
    return False


def _overlaps(span: Span, others: list[Span]) -> bool:
    """Whether a span shares a character with one of `others`, which are sorted and share none, or touches one where
    something is inserted: which of the two would come first, nobody has said."""
    at = bisect_left(others, span)
    return any(_meet(span, other) for other in others[max(at - 2, 0) : at + 2])


def _meet(one: Span, other: Span) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text after edits of it, which do not overlap."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join([*parts, text[at:]])


def _written(edits: Iterable[tuple[Edit, str]]) -> Iterator[Written]:
    """Where the texts of all edits stand when all are made."""
    moved: dict[str, int] = {}
    for edit, code in sorted(edits, key=lambda item: (item[0].path, item[0].span)):
        shift = moved.get(edit.path, 0)
        if edit.text:
            start = edit.span.start + shift
            yield Written(code, edit.path, Span(start, start + len(edit.text)))
        moved[edit.path] = shift + len(edit.text) - (edit.span.end - edit.span.start)
