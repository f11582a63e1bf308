"""The report as one JSON object, for editors and scripts. Its shape is a contract; `version` changes if it does."""

from __future__ import annotations

import json
from typing import Any

from kb.graph import Graph
from kb.model.guide import Guide
from kb.model.problem import Edit, Fix, Problem, Report, Severity
from kb.model.source import Source, Span
from kb.report.size import size
from kb.report.url import rule_url

VERSION = 1


def json_report(report: Report, guide: Guide, graph: Graph, seconds: float) -> str:
    """The whole report. Rows and columns start at 1 and count characters."""
    nodes, edges = size(graph)
    summary = {
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "nodes": nodes,
        "edges": edges,
        "seconds": round(seconds, 3),
    }
    sources = {concept.path: concept.source for concept in guide.concepts}
    sources |= {source.path: source for source in (guide.vocabulary_source, guide.bibliography.source)}
    diagnostics = [_diagnostic(problem, guide, sources) for problem in report.problems]
    document = {"version": VERSION, "summary": summary, "diagnostics": diagnostics}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(problem: Problem, guide: Guide, sources: dict[str, Source]) -> dict[str, Any]:
    finding = problem.finding
    return {
        "code": problem.code,
        "name": problem.name,
        "severity": problem.severity.label,
        "message": finding.message,
        **_place(finding.source, finding.span),
        "help": finding.help,
        "fix": _fix(finding.fix, finding.source, sources) if finding.fix else None,
        "related": [{"message": one.message, **_place(one.source, one.span)} for one in finding.related],
        "url": rule_url(problem.code, guide),
    }


def _place(source: Source, span: Span) -> dict[str, Any]:
    return {
        "filename": source.path,
        "location": source.position(span.start)._asdict(),
        "end_location": source.position(max(span.end, span.start))._asdict(),
    }


def _fix(fix: Fix, source: Source, sources: dict[str, Source]) -> dict[str, Any]:
    def edit(one: Edit) -> dict[str, Any]:
        return {**_place(source if one.path == source.path else sources[one.path], one.span), "content": one.text}

    return {
        "message": fix.description,
        "applicability": "safe" if fix.safe else "unsafe",
        "edits": [edit(one) for one in fix.edits],
    }
