"""The report as SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/.

Section numbers in comments are those of the standard.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from kb import __version__
from kb.model.guide import Guide
from kb.model.problem import Edit, Fix, Problem, Report, Severity
from kb.model.rule import Rule
from kb.model.source import Source, Span
from kb.report.url import rule_url

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "ROOT"
_LEVEL = {Severity.OFF: "none", Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


def sarif_report(report: Report, guide: Guide, rules: Sequence[Rule]) -> str:
    """One run with every rule and every finding. `rules` documents the checks, `kb.checks.rules` has them."""
    index = {rule.code: at for at, rule in enumerate(rules)}
    sources = {concept.path: concept.source for concept in guide.concepts}
    sources |= {source.path: source for source in (guide.vocabulary_source, guide.bibliography.source)}
    driver = {
        "name": "kb",
        "version": __version__,
        "rules": [_rule(rule, guide) for rule in rules],
    }
    results = [
        _result(problem, index, mark, sources)
        for problem, mark in zip(report.problems, fingerprints(report.problems), strict=True)
    ]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that holds concepts/."}}},
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def fingerprints(problems: Iterable[Problem]) -> list[str]:
    """A name for each problem that stays while rows are added or removed elsewhere in the file.

    It is made of the code, the file, the row's own text without indentation and the message, with a number where these
    are the same.
    """
    seen: Counter[str] = Counter()
    found = []
    for problem in problems:
        source = problem.finding.source
        line = source.line(source.position(problem.finding.span.start).row).strip()
        key = "\0".join((problem.code, problem.path, line, problem.finding.message))
        digest = hashlib.sha256(key.encode()).hexdigest()[:32]
        seen[digest] += 1
        found.append(f"{digest}:{seen[digest]}")
    return found


def _rule(rule: Rule, guide: Guide) -> dict[str, Any]:
    url = rule_url(rule.code, guide)
    text = "\n\n".join(f"{heading}\n\n{text}" for heading, text in rule.sections)
    written: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.sections[0][1] if rule.sections else rule.title},
        "help": {"text": text or rule.title, "markdown": rule.markdown},
        "defaultConfiguration": {"level": _LEVEL[rule.severity], "enabled": rule.severity != Severity.OFF},
    }
    if url.startswith("http"):  # helpUri is an absolute URI (3.49.12); without an address of its own a guide has none
        written["helpUri"] = url
    return written


def _result(problem: Problem, index: dict[str, int], mark: str, sources: dict[str, Source]) -> dict[str, Any]:
    finding = problem.finding
    text = finding.message + (f"\n{finding.help}" if finding.help else "")
    written: dict[str, Any] = {
        "ruleId": problem.code,
        "level": _LEVEL[problem.severity],
        "message": {"text": _plain(text)},
        "locations": [_location(finding.source, finding.span)],
        "partialFingerprints": {"primaryLocationLineHash": mark},
    }
    if problem.code in index:
        written["ruleIndex"] = index[problem.code]
    if finding.related:
        written["relatedLocations"] = [
            {"id": at, **_location(one.source, one.span), "message": {"text": _plain(one.message)}}
            for at, one in enumerate(finding.related, 1)
        ]
    if finding.fix and all(edit.path in sources for edit in finding.fix.edits):
        written["fixes"] = [_fix(finding.fix, sources)]
    return written


def _plain(text: str) -> str:
    """A message in which nothing is taken for an embedded link (3.11.6)."""
    return re.sub(r"([\\[\]])", r"\\\1", text) if "](" in text else text


def _location(source: Source, span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(source.path), "region": _region(source, span)}}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path), "uriBaseId": _ROOT}


def _region(source: Source, span: Span) -> dict[str, int]:
    """A place. `endColumn` is the column behind the last character (3.30.8)."""
    start, end = source.position(span.start), source.position(max(span.end, span.start))
    return {"startLine": start.row, "startColumn": start.column, "endLine": end.row, "endColumn": end.column}


def _fix(fix: Fix, sources: dict[str, Source]) -> dict[str, Any]:
    edits: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        edits.setdefault(edit.path, []).append(edit)
    changes = [
        {
            "artifactLocation": _artifact(path),
            "replacements": [
                {"deletedRegion": _region(sources[path], edit.span), "insertedContent": {"text": edit.text}}
                for edit in sorted(several, key=lambda edit: edit.span)
            ],
        }
        for path, several in edits.items()
    ]
    return {
        "description": {"text": f"{fix.description} ({'safe' if fix.safe else 'unsafe'})"},
        "artifactChanges": changes,
    }
