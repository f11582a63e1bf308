"""From answers to problems: code, place, what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kb.links.answer import Answer, Verdict
from kb.links.rules import NAMES
from kb.links.subjects import Notation, Place, Scheme, Subject
from kb.links.titles import alike
from kb.model.guide import Guide
from kb.model.problem import Edit, Finding, Fix, Problem, Related, Report, Severity

DEAD, MOVED, MISSING, UNVERIFIED, MISMATCH = "URL001", "URL002", "URL003", "URL004", "SRC010"

_LONGEST_TITLE = 200
# What would end the address where it stands.
_ENDS = {
    Notation.MARKDOWN: re.compile(r"[\s<>\[\]|`\\\"]|&#?\w+;"),
    Notation.BIBTEX: re.compile(r"[\s{}\"\\]"),
    Notation.YAML: re.compile(r"[\s,\[\]{}'\"\\]"),
}


def report(
    subjects: Iterable[Subject], answers: Mapping[str, Answer], guide: Guide, severities: Mapping[str, Severity]
) -> Report:
    """Every problem, each with all of its places. What an entry accepts by `ignore` is hidden there."""
    shown: list[Problem] = []
    hidden: list[Problem] = []
    for subject in subjects:
        if (answer := answers.get(subject.key)) is None:
            continue
        for code, places, message, help, fix in _found(subject, answer):
            severity = severities[code]
            if severity is Severity.OFF:
                continue
            left = [place for place in places if not _accepted(place, code, guide)]
            finding = _finding(left or places, message, help, fix)
            (shown if left else hidden).append(Problem(code, NAMES[code], severity, finding))
        if (severity := severities[MISMATCH]) is not Severity.OFF:
            # A reference may give its identifier twice, once as an address.
            by_reference = {place.reference.key: place for place in reversed(subject.places) if place.reference}
            found = (_mismatch(subject, answer, place) for place in by_reference.values())
            shown += [Problem(MISMATCH, NAMES[MISMATCH], severity, finding) for finding in found if finding]
    return Report(
        tuple(sorted(shown, key=lambda problem: problem.sort_key)),
        tuple(sorted(hidden, key=lambda problem: problem.sort_key)),
    )


def fails(report: Report, threshold: Severity) -> bool:
    """Whether something certain was found that is at least so severe. What could not be verified never counts."""
    return any(problem.severity >= threshold for problem in report.problems if problem.code != UNVERIFIED)


_Found = tuple[str, tuple[Place, ...], str, str | None, Fix | None]


def _found(subject: Subject, answer: Answer) -> Iterator[_Found]:
    name = _named(subject)
    places = subject.places
    match answer.verdict:
        case Verdict.DEAD:
            help = "find where it went, link an archived copy, or take it out"
            if subject.scheme is not Scheme.URL:
                help = "compare it with the work itself: a digit may be wrong"
            yield DEAD, places, f"{name} {answer.reason}", help, None
        case Verdict.UNVERIFIED:
            help = "open it in a browser; if it is there, nothing needs to be done"
            yield UNVERIFIED, places, f"{name} {answer.reason}", help, None
        case Verdict.GONE | Verdict.UNREACHED:
            yield (
                UNVERIFIED,
                places,
                f"{name} {answer.reason}",
                "it may be back tomorrow: the next run asks again",
                None,
            )
    if answer.moved:
        help = answer.doubt or f"write `{answer.moved}`"
        fix = None if answer.doubt else _fix(places, answer)
        yield MOVED, places, f"{name} has moved for good to `{answer.moved}`", help, fix
    for fragment in answer.missing:
        used = tuple(place for place in places if place.fragment == fragment)
        help = "look for the heading on the page, or link the page as a whole"
        yield MISSING, used, f"{name} has no place called `#{fragment}`", help, None
    for fragment in answer.unseen:
        used = tuple(place for place in places if place.fragment == fragment)
        message = f"{name} could not be read to its end, so `#{fragment}` was not found"
        yield UNVERIFIED, used, message, "open it in a browser; if it is there, nothing needs to be done", None


def _named(subject: Subject) -> str:
    kinds = {Scheme.URL: "", Scheme.DOI: "the DOI ", Scheme.ARXIV: "the arXiv id "}
    return f"{kinds[subject.scheme]}`{subject.value}`"


def _finding(places: Iterable[Place], message: str, help: str | None, fix: Fix | None) -> Finding:
    first, *others = places
    related = tuple(Related(place.source, place.span, "used here too") for place in others)
    return Finding(first.source, first.span, message, help, fix=fix, related=related, owner=first.owner)


def _accepted(place: Place, code: str, guide: Guide) -> bool:
    owner = guide.by_id.get(place.owner or "")
    return owner is not None and bool(owner.ignore.get(code, "").strip())


def _fix(places: Iterable[Place], answer: Answer) -> Fix | None:
    """The new address in every place where exactly the old one stands; None if there is none."""
    edits: dict[Edit, None] = {}
    for place in places:
        fragment = answer.moved_fragment or place.fragment
        text = f"{answer.moved}#{fragment}" if fragment else str(answer.moved)
        if place.notation is Notation.MARKDOWN:
            # Both mean the same, and a bracket may end the address.
            text = text.replace("(", "%28").replace(")", "%29")
        if place.exact and not _ENDS[place.notation].search(text):
            edits[Edit(place.source.path, place.span, text)] = None
    return Fix(f"write `{answer.moved}`", tuple(edits), safe=True) if edits else None


def _mismatch(subject: Subject, answer: Answer, place: Place) -> Finding | None:
    reference = place.reference
    if reference is None or not answer.title or not reference.title or alike(reference.title, answer.title):
        return None
    span = reference.field_spans.get("title", reference.key_span)
    recorded = answer.title if len(answer.title) <= _LONGEST_TITLE else f"{answer.title[:_LONGEST_TITLE]}…"
    return Finding(
        place.source,
        span,
        f"the title of `{reference.key}` is not that of {_named(subject)}",
        f"the record says “{recorded}”: correct the title or the identifier",
        related=(Related(place.source, place.span, "the identifier"),),
    )
