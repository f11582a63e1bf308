"""From our values to those of the Language Server Protocol 3.17."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types
from pygls import uris

from kb.lsp.hover import Hover
from kb.lsp.navigation import Location, Symbol
from kb.lsp.places import UTF16, Spot, offset_of, stretch_of
from kb.lsp.suggestion import Sort, Suggestion
from kb.model.guide import Guide
from kb.model.problem import Edit, Problem, Severity
from kb.model.source import Source, Span
from kb.report.url import rule_url

_SEVERITY = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_SORT: Mapping[Sort, types.CompletionItemKind] = {
    "entry": types.CompletionItemKind.Reference,
    "relation": types.CompletionItemKind.Property,
    "kind": types.CompletionItemKind.Class,
    "status": types.CompletionItemKind.EnumMember,
    "field": types.CompletionItemKind.Field,
    "qualifier": types.CompletionItemKind.Field,
    "value": types.CompletionItemKind.Value,
    "work": types.CompletionItemKind.File,
    "heading": types.CompletionItemKind.Text,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the client said it can do, and how it counts."""

    encoding: str = UTF16
    snippets: bool = False
    markdown: bool = False
    renames_files: bool = False
    watches: bool = False


class Speaker:
    """Speaks of places in files of one guide."""

    def __init__(self, root: Path, told: Told, versions: Callable[[str], tuple[str, int | None] | None]) -> None:
        """`versions` gives the address and version of an open buffer, by path."""
        self._root, self._told, self._versions = root, told, versions

    def uri(self, path: str) -> str:
        """The address of a file, as the client writes it if it has it open."""
        if opened := self._versions(path):
            return opened[0]
        return uris.from_fs_path(str(self._root / path)) or ""

    def range(self, source: Source, span: Span) -> types.Range:
        start, end = stretch_of(source, span, self._told.encoding)
        return types.Range(types.Position(*start), types.Position(*end))

    def offset(self, source: Source, position: types.Position) -> int:
        return offset_of(source, Spot(position.line, position.character), self._told.encoding)

    def location(self, one: Location) -> types.Location:
        return types.Location(self.uri(one.source.path), self.range(one.source, one.span))

    def diagnostic(self, problem: Problem, guide: Guide) -> types.Diagnostic:
        finding = problem.finding
        address = rule_url(problem.code, guide)
        return types.Diagnostic(
            range=self.range(finding.source, finding.span),
            message=f"{finding.message}\n{finding.help}" if finding.help else finding.message,
            severity=_SEVERITY[problem.severity],
            code=problem.code,
            code_description=types.CodeDescription(address) if "://" in address else None,
            source="kb",
            related_information=[
                types.DiagnosticRelatedInformation(self.location(Location(one.source, one.span)), one.message)
                for one in finding.related
            ]
            or None,
        )

    def diagnostics(self, problems: Iterable[Problem], guide: Guide) -> dict[str, list[types.Diagnostic]]:
        """By path."""
        found: dict[str, list[types.Diagnostic]] = {}
        for problem in problems:
            found.setdefault(problem.path, []).append(self.diagnostic(problem, guide))
        return found

    def hover(self, source: Source, one: Hover) -> types.Hover:
        kind = types.MarkupKind.Markdown if self._told.markdown else types.MarkupKind.PlainText
        text = one.markdown if self._told.markdown else one.text
        return types.Hover(types.MarkupContent(kind, text), self.range(source, one.span))

    def item(self, source: Source, one: Suggestion, at: int) -> types.CompletionItem:
        """A suggestion; `at` is its place in the list, which the client is to keep."""
        snippet = bool(one.snippet) and self._told.snippets
        text = one.snippet if snippet else one.insert
        return types.CompletionItem(
            label=one.label,
            kind=_SORT[one.sort],
            detail=one.detail or None,
            documentation=one.documentation or None,
            sort_text=f"{at:05}",
            filter_text=one.filter or None,
            insert_text_format=types.InsertTextFormat.Snippet if snippet else types.InsertTextFormat.PlainText,
            insert_text_mode=types.InsertTextMode.AdjustIndentation if snippet else None,
            text_edit=types.TextEdit(self.range(source, one.span), text),
        )

    def symbol(self, source: Source, one: Symbol, *, top: bool = False) -> types.DocumentSymbol:
        kind = types.SymbolKind.Class if top else types.SymbolKind.String if one.children else types.SymbolKind.Key
        whole = Span(min(one.span.start, one.name_span.start), max(one.span.end, one.name_span.end))
        return types.DocumentSymbol(
            name=one.name,
            detail=one.detail or None,
            kind=kind,
            range=self.range(source, whole),
            selection_range=self.range(source, one.name_span),
            children=[self.symbol(source, child) for child in one.children] or None,
        )

    def edits(self, sources: Mapping[str, Source], edits: Iterable[Edit]) -> list[types.TextDocumentEdit]:
        """Edits of several files, each for the version of the buffer that is open."""
        found: dict[str, list[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit]] = {}
        for edit in edits:
            found.setdefault(edit.path, []).append(types.TextEdit(self.range(sources[edit.path], edit.span), edit.text))
        return [
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(self.uri(path), self._version(path)), made
            )
            for path, made in found.items()
        ]

    def _version(self, path: str) -> int | None:
        opened = self._versions(path)
        return opened[1] if opened else None
