"""From answers to problems: codes, places, fixes, and what counts for the exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.checks.severity import LINKS
from kb.fix import apply_fixes
from kb.links.answer import Answer, Verdict
from kb.links.collect import collect
from kb.links.findings import fails, report
from kb.links.rules import NAMES, RULE_TEXTS
from kb.load import load_guide
from kb.model.problem import Problem, Report, Severity

Write = Callable[..., Path]


def reported(root: Path, answers: dict[str, Answer], **severities: Severity) -> Report:
    guide = load_guide(root)
    return report(collect(guide), answers, guide, {**LINKS, **severities})


def only(found: Report) -> Problem:
    assert len(found.problems) == 1
    return found.problems[0]


URL = "url:https://old.test/a"
MOVED = {URL: Answer(Verdict.FINE, moved="https://new.test/b")}


def test_every_code_has_a_name_a_severity_and_documentation() -> None:
    assert set(NAMES) == set(RULE_TEXTS) == set(LINKS)


def test_a_dead_address_is_one_finding_with_all_its_places(guide_of: Write) -> None:
    root = guide_of(
        "@misc{x, url = {https://old.test/a}}", bowline="[a](https://old.test/a)", reef="[a](https://old.test/a#b)"
    )
    problem = only(reported(root, {URL: Answer(Verdict.DEAD, "answers 404 Not Found")}))
    assert (problem.code, problem.name, problem.severity) == ("URL001", "dead-link", Severity.ERROR)
    assert problem.finding.message == "`https://old.test/a` answers 404 Not Found"
    assert problem.path == "concepts/a/bowline.md"
    assert [(one.source.path, one.source.slice(one.span)) for one in problem.finding.related] == [
        ("concepts/a/reef.md", "https://old.test/a#b"),
        ("concepts/references.bib", "https://old.test/a"),
    ]


@pytest.mark.parametrize(
    ("answer", "code", "severity"),
    [
        (Answer(Verdict.DEAD, "answers 410 Gone"), "URL001", Severity.ERROR),
        (Answer(Verdict.UNVERIFIED, "answers 403 Forbidden"), "URL004", Severity.INFO),
        (Answer(Verdict.UNREACHED, "could not be reached: it took too long"), "URL004", Severity.INFO),
        (Answer(Verdict.FINE, missing=("b",)), "URL003", Severity.ERROR),
        (Answer(Verdict.FINE, unseen=("b",)), "URL004", Severity.INFO),
        (Answer(Verdict.FINE, moved="https://new.test/"), "URL002", Severity.WARNING),
    ],
)
def test_codes(guide_of: Write, answer: Answer, code: str, severity: Severity) -> None:
    problem = only(reported(guide_of(bowline="[a](https://old.test/a#b)"), {URL: answer}))
    assert (problem.code, problem.severity) == (code, severity)
    assert answer.reason in problem.finding.message


@pytest.mark.parametrize("answer", [Answer(Verdict.FINE), Answer(Verdict.NOT_ASKED), None])
def test_nothing_is_said_of_what_is_fine_or_was_not_asked(guide_of: Write, answer: Answer | None) -> None:
    found = reported(guide_of(bowline="[a](https://old.test/a#b)"), {URL: answer} if answer else {})
    assert found.problems == ()


def test_only_the_places_with_the_fragment_are_named(guide_of: Write) -> None:
    root = guide_of(
        bowline="[a](https://old.test/a#x) [b](https://old.test/a) [c](https://old.test/a#y) [d](https://old.test/a#x)"
    )
    found = reported(root, {URL: Answer(Verdict.FINE, missing=("x", "y"))})
    spans = [
        [one.source.slice(one.span) for one in (problem.finding, *problem.finding.related)]
        for problem in found.problems
    ]
    assert spans == [["https://old.test/a#x", "https://old.test/a#x"], ["https://old.test/a#y"]]


# An entry, what --fix makes of it when https://old.test/a has moved to https://new.test/b.
FIXES = [
    ("[a](https://old.test/a)", "[a](https://new.test/b)"),
    ("[a](https://old.test/a#x) and <https://old.test/a>", "[a](https://new.test/b#x) and <https://new.test/b>"),
    ('[a][1] é\n\n[1]: https://old.test/a "t"', '[a][1] é\n\n[1]: https://new.test/b "t"'),
    ('<a href="https://old.test/a">a</a>', '<a href="https://new.test/b">a</a>'),
    ("See https://old.test/a, please.", "See https://new.test/b, please."),
    ("[a](HTTPS://OLD.test/a)", "[a](https://new.test/b)"),
    ("`https://old.test/a` [a](https://old.test/a)", "`https://old.test/a` [a](https://new.test/b)"),
]


@pytest.mark.parametrize(("before", "after"), FIXES, ids=[before for before, _ in FIXES])
def test_what_has_moved_is_mended_in_every_place_of_a_text(guide_of: Write, before: str, after: str) -> None:
    root = guide_of(bowline=before)
    assert mended(root, MOVED)["concepts/a/bowline.md"].endswith(after)


def mended(root: Path, answers: dict[str, Answer]) -> dict[str, str]:
    guide = load_guide(root)
    texts = {concept.path: concept.source.text for concept in guide.concepts}
    texts[guide.bibliography.source.path] = guide.bibliography.source.text
    return dict(apply_fixes(reported(root, answers).problems, texts).texts)


def test_what_has_moved_is_mended_in_all_files(guide_of: Write) -> None:
    root = guide_of(
        "@misc{x, url = {https://old.test/a}, note = {https://old.test/a}}",
        'same-as: [wikidata:Q1, "https://old.test/a"]\n',
        bowline="x",
        reef="[a](https://old.test/a)",
    )
    texts = mended(root, MOVED)
    assert texts["concepts/references.bib"] == "@misc{x, url = {https://new.test/b}, note = {https://old.test/a}}"
    assert 'same-as: [wikidata:Q1, "https://new.test/b"]\n' in texts["concepts/a/bowline.md"]
    assert texts["concepts/a/reef.md"].endswith("[a](https://new.test/b)")
    assert only(reported(root, MOVED)).finding.fix.safe  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("new", "written"),
    [
        ("https://new.test/a_(b)", "https://new.test/a_%28b%29"),
        ("https://new.test/a,b;c", "https://new.test/a,b;c"),
    ],
)
def test_a_new_address_does_not_end_where_a_bracket_does(guide_of: Write, new: str, written: str) -> None:
    texts = mended(guide_of(bowline="[a](https://old.test/a)"), {URL: Answer(Verdict.FINE, moved=new)})
    assert texts["concepts/a/bowline.md"].endswith(f"[a]({written})")


def test_what_would_break_yaml_is_not_written(guide_of: Write) -> None:
    root = guide_of(fields="same-as: [https://old.test/a]\n", bowline="")
    problem = only(reported(root, {URL: Answer(Verdict.FINE, moved="https://new.test/a,b")}))
    assert problem.finding.fix is None
    assert problem.finding.help == "write `https://new.test/a,b`"


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("url:https://old.test/a_b", {"references": "@misc{x, url = {https://old.test/a\\_b}}"}),
        ("url:https://www.wikidata.org/wiki/Q42", {"fields": "same-as: [wikidata:Q42]\n", "bowline": ""}),
        ("url:https://old.test/a?b&c", {"bowline": '<a href="https://old.test/a?b&amp;c">a</a>'}),
    ],
    ids=["escaped in BibTeX", "made from an identifier", "escaped in HTML"],
)
def test_what_is_not_written_as_an_address_is_not_overwritten(guide_of: Write, key: str, parts: dict[str, str]) -> None:
    finding = only(reported(guide_of(**parts), {key: Answer(Verdict.FINE, moved="https://new.test/b")})).finding
    assert finding.fix is None
    assert finding.help == "write `https://new.test/b`"


def test_the_fragment_of_a_redirect_takes_the_place_of_the_old_one(guide_of: Write) -> None:
    root = guide_of(bowline="[a](https://old.test/a#x)")
    texts = mended(root, {URL: Answer(Verdict.FINE, moved="https://new.test/b", moved_fragment="y")})
    assert texts["concepts/a/bowline.md"].endswith("[a](https://new.test/b#y)")


def test_a_doubtful_new_address_is_shown_and_not_written(guide_of: Write) -> None:
    root = guide_of(bowline="[a](https://old.test/a)")
    finding = only(
        reported(root, {URL: Answer(Verdict.FINE, moved="https://new.test/", doubt="it leads to the front page")})
    ).finding
    assert finding.fix is None
    assert finding.help == "it leads to the front page"


@pytest.mark.parametrize(
    ("path", "location", "doubt"),
    [("/a", "/", "front page"), ("/a", "/b", None), ("/?a", "/b", None)],
)
def test_a_redirect_to_the_front_page_is_doubtful(world: Any, path: str, location: str, doubt: str | None) -> None:
    url = world.serve(path, {"to": location})
    world.serve(location, 200)
    answer = world.ask(url).answers[f"url:{url}"]
    assert answer.moved == world.url(location)
    assert (answer.doubt or "").find(doubt or "") >= 0
    assert bool(answer.doubt) == bool(doubt)


def test_a_fragment_that_a_server_sends_is_made_harmless(world: Any) -> None:
    url = world.serve("/a", {"to": "/b#x)[y](z<"})
    world.serve("/b", 200)
    assert world.ask(url).answers[f"url:{url}"].moved_fragment == "x%29%5By%5D%28z%3C"


TITLED = (
    "@misc{x,\n  title = {Risks from Learned Optimization},\n  eprint = {1906.01280},\n  archivePrefix = {arXiv},\n}"
)


def test_a_title_that_is_not_the_record_s(guide_of: Write) -> None:
    answers = {"arxiv:1906.01280": Answer(Verdict.FINE, title="A Survey of Boats")}
    problem = only(reported(guide_of(TITLED), answers))
    assert (problem.code, problem.severity) == ("SRC010", Severity.WARNING)
    assert problem.finding.source.slice(problem.finding.span) == "Risks from Learned Optimization"
    assert "“A Survey of Boats”" in (problem.finding.help or "")
    assert problem.finding.related[0].source.slice(problem.finding.related[0].span) == "1906.01280"


@pytest.mark.parametrize("title", ["Risks from learned optimization.", "", None])
def test_a_title_that_is_or_that_nobody_knows(guide_of: Write, title: str | None) -> None:
    assert reported(guide_of(TITLED), {"arxiv:1906.01280": Answer(Verdict.FINE, title=title)}).problems == ()


def test_one_mistake_is_told_once_though_the_address_repeats_the_id(guide_of: Write) -> None:
    twice = TITLED.replace("archivePrefix", "url = {https://arxiv.org/abs/1906.01280},\n  archivePrefix")
    only(reported(guide_of(twice), {"arxiv:1906.01280": Answer(Verdict.FINE, title="A Survey of Boats")}))


def test_a_finding_that_an_entry_accepts_is_hidden_there_only(guide_of: Write) -> None:
    fields = 'ignore: {URL004: "opens in a browser"}\n'
    answers = {URL: Answer(Verdict.UNVERIFIED, "answers 403 Forbidden")}
    root = guide_of(fields=fields, bowline="[a](https://old.test/a)")
    found = reported(root, answers)
    assert (found.problems, [problem.code for problem in found.hidden]) == ((), ["URL004"])
    guide_of(reef="[a](https://old.test/a)")
    problem = only(reported(root, answers))
    assert problem.path == "concepts/a/reef.md"
    assert problem.finding.related == ()


def test_a_code_that_a_guide_turns_off_is_not_reported(guide_of: Write) -> None:
    root = guide_of(bowline="[a](https://old.test/a)")
    assert reported(root, MOVED, URL002=Severity.OFF).problems == ()
    assert only(reported(root, MOVED, URL002=Severity.ERROR)).severity is Severity.ERROR


@pytest.mark.parametrize(
    ("answer", "threshold", "failed"),
    [
        (Answer(Verdict.DEAD, "x"), Severity.ERROR, True),
        (Answer(Verdict.FINE, missing=("b",)), Severity.ERROR, True),
        (Answer(Verdict.FINE, moved="https://new.test/"), Severity.ERROR, False),
        (Answer(Verdict.FINE, moved="https://new.test/"), Severity.WARNING, True),
        (Answer(Verdict.UNVERIFIED, "x"), Severity.INFO, False),
        (Answer(Verdict.UNREACHED, "x"), Severity.INFO, False),
        (Answer(Verdict.NOT_ASKED), Severity.INFO, False),
    ],
)
def test_what_makes_the_exit_code_1(guide_of: Write, answer: Answer, threshold: Severity, failed: bool) -> None:
    assert fails(reported(guide_of(bowline="[a](https://old.test/a#b)"), {URL: answer}), threshold) == failed
