"""From our values to those of the Language Server Protocol 3.17."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types
from pygls import uris

from kb.lsp.hover import Hover
from kb.lsp.navigation import Location, Symbol
from kb.lsp.places import UTF16, Spot, offset_of, stretch_of
from kb.lsp.suggestion import MOST, Sort, Suggestion
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
    document_changes: bool = False
    renames_files: bool = False
    watches: bool = False


def told_by(capabilities: types.ClientCapabilities, encoding: types.PositionEncodingKind | str | None) -> Told:
    """What a client said when it started, and the encoding that was agreed on."""
    document, workspace = capabilities.text_document, capabilities.workspace
    completion = document.completion.completion_item if document and document.completion else None
    formats = document.hover.content_format if document and document.hover else None
    edits = workspace.workspace_edit if workspace else None
    operations = edits.resource_operations if edits else None
    watching = workspace.did_change_watched_files if workspace else None
    return Told(
        encoding=str(getattr(encoding, "value", encoding) or UTF16),
        snippets=bool(completion and completion.snippet_support),
        markdown=types.MarkupKind.Markdown in (formats or []),
        # Neovim names the operations alone; they exist only among document changes.
        document_changes=bool(operations or (edits and edits.document_changes)),
        renames_files=types.ResourceOperationKind.Rename in (operations or []),
        watches=bool(watching and watching.dynamic_registration),
    )


class Speaker:
    """Speaks of places in files of one guide."""

    def __init__(self, root: Path, told: Told, versions: Callable[[str], tuple[str, int | None] | None]) -> None:
        """`versions` gives the address and version of an open buffer, by path."""
        self._root, self.told, self._versions = root, told, versions

    def uri(self, path: str) -> str:
        """The address of a file, as the client writes it if it has it open."""
        if opened := self._versions(path):
            return opened[0]
        return uris.from_fs_path(str(self._root / path)) or ""

    def range(self, source: Source, span: Span) -> types.Range:
        start, end = stretch_of(source, span, self.told.encoding)
        return types.Range(types.Position(*start), types.Position(*end))

    def offset(self, source: Source, position: types.Position) -> int:
        return offset_of(source, Spot(position.line, position.character), self.told.encoding)

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
        kind = types.MarkupKind.Markdown if self.told.markdown else types.MarkupKind.PlainText
        text = one.markdown if self.told.markdown else one.text
        return types.Hover(types.MarkupContent(kind, text), self.range(source, one.span))

    def items(self, source: Source, offset: int, suggestions: Sequence[Suggestion]) -> types.CompletionList:
        """What can be written at an offset, in an order that the client is to keep.

        A client that only compares beginnings would find an entry by its id alone. So it is told to ask again at every
        character where there are other names, and what was found by one of these begins with what was typed.
        """
        items = [self._item(source, one, at, offset) for at, one in enumerate(suggestions)]
        named = any(one.filter for one in suggestions)
        return types.CompletionList(is_incomplete=named or len(items) >= MOST, items=items)

    def _item(self, source: Source, one: Suggestion, at: int, offset: int) -> types.CompletionItem:
        typed = source.text[one.span.start : offset]
        names = one.filter if one.filter.startswith(typed) else f"{typed} {one.filter}"
        snippet = bool(one.snippet) and self.told.snippets
        text = one.snippet if snippet else one.insert
        return types.CompletionItem(
            label=one.label,
            kind=_SORT[one.sort],
            detail=one.detail or None,
            documentation=one.documentation or None,
            sort_text=f"{at:05}",
            filter_text=names if one.filter else None,
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
        return [
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(self.uri(path), self._version(path)), [*made]
            )
            for path, made in self._by_path(sources, edits).items()
        ]

    def change(self, sources: Mapping[str, Source], edits: Iterable[Edit]) -> types.WorkspaceEdit:
        """Edits of several files in the form that the client knows: with the versions of the buffers or without."""
        if self.told.document_changes:
            return types.WorkspaceEdit(document_changes=[*self.edits(sources, edits)])
        return types.WorkspaceEdit(
            changes={self.uri(path): made for path, made in self._by_path(sources, edits).items()}
        )

    def _by_path(self, sources: Mapping[str, Source], edits: Iterable[Edit]) -> dict[str, list[types.TextEdit]]:
        found: dict[str, list[types.TextEdit]] = {}
        for edit in edits:
            found.setdefault(edit.path, []).append(types.TextEdit(self.range(sources[edit.path], edit.span), edit.text))
        return found

    def _version(self, path: str) -> int | None:
        opened = self._versions(path)
        return opened[1] if opened else None
