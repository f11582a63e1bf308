"""The report for people: one block per finding with its source line, the mend last, one line that counts at the end."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kb.graph import Graph
from kb.model.guide import Guide
from kb.model.problem import Fix, Problem, Report, Severity
from kb.model.source import Source, Span
from kb.model.terminal import visible, width
from kb.report.size import size

WIDEST = 160
"""Columns of a source line that are shown; of a longer one the part around the finding."""

_COLOR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def human_report(report: Report, guide: Guide, graph: Graph, seconds: float, *, color: bool = False) -> str:
    """Every problem as a block, an empty line after each, and the counts. With `color`, ANSI codes for a terminal."""
    return blocks(report, color=color) + counts(report, graph, seconds, color=color) + "\n"


def blocks(report: Report, *, color: bool = False) -> str:
    """Every problem as a block, an empty line after each."""
    paint = _Paint(color)
    return "".join("\n".join(_block(problem, paint)) + "\n\n" for problem in report.problems)


class _Paint:
    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, text: str, fg: str | None = None) -> str:
        return click.style(text, fg=fg, bold=True) if self.color else text


def _block(problem: Problem, paint: _Paint) -> Iterator[str]:
    finding = problem.finding
    color = _COLOR.get(problem.severity)
    yield paint(f"{problem.severity.label}[{problem.code}]", color) + paint(f": {visible(finding.message)}")
    yield from _excerpt(finding.source, finding.span, finding.label or "", paint, color)
    for related in finding.related:
        yield paint("note", "green") + f": {visible(related.message)}"
        yield from _excerpt(related.source, related.span, "", paint, "green")
    if help := _help(finding.help, finding.fix):
        yield paint("help", "cyan") + f": {visible(help)}"


def _help(help: str | None, fix: Fix | None) -> str:
    """What to do, and whether `--fix` can do it."""
    if fix is None:
        return help or ""
    return f"{help or fix.description} ({'safe' if fix.safe else 'unsafe'} fix)"


def _excerpt(source: Source, span: Span, label: str, paint: _Paint, color: str | None) -> Iterator[str]:
    """The place, and the row it is in with a caret below each character; of several rows the first."""
    row, column = source.position(span.start)
    gutter = " " * (len(str(row)) + 1)
    yield f"{gutter}{paint('-->', 'blue')} {visible(source.path)}:{row}:{column}"
    if not source.text:
        return
    line = source.line(row)
    end = min(column - 1 + max(span.end - span.start, 1), max(len(line), column))
    before, marked, after = (visible(part) for part in (line[: column - 1], line[column - 1 : end], line[end:]))
    before, marked, after = _cropped(before, marked, after)
    carets = paint("^" * max(width(marked), 1), color)
    bar = paint("|", "blue")
    yield f"{gutter} {bar}"
    yield f"{paint(f' {row}', 'blue')} {bar} {before}{marked}{after}".rstrip()
    yield f"{gutter} {bar} {' ' * width(before)}{carets} {paint(visible(label), color) if label else ''}".rstrip()


def _cropped(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """The three parts of a line, cut to about `WIDEST` together so that the marked one is seen."""
    if len(before) + len(marked) + len(after) <= WIDEST:
        return before, marked, after
    if len(marked) > WIDEST:
        marked = marked[: WIDEST - 1] + "…"
        after = ""
    room = max(WIDEST - len(marked), 20)
    left = min(len(before), max(room // 2, room - len(after)))
    if left < len(before):
        before = "…" + before[len(before) - left :]
    if len(after) > room - left:
        after = after[: max(room - left, 0)] + "…"
    return before, marked, after


def counts(report: Report, graph: Graph, seconds: float, *, color: bool = False) -> str:
    """One row: the size of the graph, the time it took, what was found, and how much of it can be fixed."""
    nodes, edges = size(graph)
    head = f"{many(nodes, 'entry', 'entries')}, {many(edges, 'edge')}, {seconds:.2f} s"
    return f"{head}: {tally(report, color=color)}"


def tally(report: Report, *, color: bool = False) -> str:
    """What was found, and how much of it can be fixed."""
    paint = _Paint(color)
    found = [
        paint(many(count, severity.label), _COLOR[severity])
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if (count := report.count(severity))
    ]
    text = ", ".join(found) if found else paint("no findings", "green")
    fixes = [problem.finding.fix for problem in report.problems if problem.finding.fix]
    safe = sum(fix.safe for fix in fixes)
    if safe:
        text += f"; {safe:,} can be fixed with --fix"
    if unsafe := len(fixes) - safe:
        text += f", {unsafe:,} more with --unsafe-fixes" if safe else f"; {unsafe:,} can be fixed with --unsafe-fixes"
    if report.hidden:
        text += f"; {len(report.hidden):,} accepted by `ignore`"
    return text


def many(count: int, one: str, others: str = "") -> str:
    """A count with its noun, which forms the plural with `s` unless `others` is given."""
    return f"{count:,} {one if count == 1 else others or one + 's'}"
