"""Fixes until nothing more can be fixed: one mend often makes room for the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kb.fix.apply import apply_fixes
from kb.model.guide import Guide
from kb.model.problem import Problem, Report
from kb.model.source import Source, Span

ROUNDS = 10
"""Enough for any chain of mends that anybody has seen, and an end in any case."""

_Same = tuple[str, str, str]
"""Code, path and message: what a finding is, wherever in its file it stands by now."""


@dataclass(frozen=True)
class Look:
    """A guide and what the checks found in it."""

    guide: Guide
    report: Report


@dataclass(frozen=True)
class Fixed:
    """What fixing came to.

    `before` and `after` hold the bytes of every file that changes, by path; `last` is what is left, as a check of the
    changed texts found it.
    """

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    last: Look


def fix_all(first: Look, look: Callable[[dict[str, str]], Look], *, unsafe: bool = False) -> Fixed:
    """Fix what `first` found, look again, and so on, in memory.

    `look` checks the guide with the given texts in place of what is on disk. A fix after which a file can no longer be
    read is taken back, and that file left alone; one that does not help is made once.
    """
    sources = {source.path: source for source in _sources(first.guide)}
    # What could not be read as text has been changed in reading, and must not be written.
    untouched = {fault.finding.source.path for fault in first.guide.faults_of("unsafe-file")}
    texts: dict[str, str] = {}
    mended: list[Problem] = []
    written: dict[tuple[str, str], list[Span]] = {}
    futile: set[_Same] = set()
    last = first
    for _ in range(ROUNDS):
        now = {path: source.text for path, source in sources.items()} | texts
        futile |= {_same(problem) for problem in last.report.problems if _rewrites(problem, written)}
        problems = [problem for problem in last.report.problems if _same(problem) not in futile]
        applied = apply_fixes(problems, now, unsafe=unsafe, untouched=untouched)
        if not applied.problems:
            break
        then = look(texts | dict(applied.texts))
        if harmed := (_unreadable(then.guide) - _unreadable(last.guide)) & applied.texts.keys():
            untouched |= harmed
            continue
        texts |= applied.texts
        mended += applied.problems
        written = {}
        for piece in applied.written:
            written.setdefault((piece.code, piece.path), []).append(piece.span)
        before, after = (Counter(map(_same, one.report.problems)) for one in (last, then))
        futile |= {same for same in map(_same, applied.problems) if after[same] >= before[same]}
        last = then
    changed = [path for path, text in texts.items() if text != sources[path].text]
    return Fixed(
        {path: encoded(sources[path], sources[path].text) for path in changed},
        {path: encoded(sources[path], texts[path]) for path in changed},
        tuple(mended),
        last,
    )


def encoded(source: Source, text: str) -> bytes:
    """A text as the bytes of the file it comes from: UTF-8, with a byte order mark if the file has one."""
    return (b"\xef\xbb\xbf" if source.bom else b"") + text.encode("utf-8")


def _same(problem: Problem) -> _Same:
    return problem.code, problem.path, problem.finding.message


def _rewrites(problem: Problem, written: Mapping[tuple[str, str], list[Span]]) -> bool:
    """Whether a fix would replace what a fix of the same check has just put there."""
    return any(
        edit.span.start < piece.end and piece.start < edit.span.end
        for edit in (problem.finding.fix.edits if problem.finding.fix else ())
        for piece in written.get((problem.code, edit.path), ())
    )


def _sources(guide: Guide) -> list[Source]:
    return [guide.vocabulary_source, guide.bibliography.source, *(concept.source for concept in guide.concepts)]


def _unreadable(guide: Guide) -> set[str]:
    return {concept.path for concept in guide.concepts if concept.broken}
