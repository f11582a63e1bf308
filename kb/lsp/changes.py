"""Changes that a client is asked to make: a rename, and fixes. Here they become the protocol's."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from kb.errors import KbError
from kb.lsp.actions import fix_all, fixes_at
from kb.lsp.protocol import Speaker
from kb.lsp.session import Look
from kb.lsp.subject import source_of
from kb.model.guide import Guide
from kb.model.source import Source, Span
from kb.rename import plan_rename

REQUEST_FAILED = -32803
"""LSP 3.17: a request that is valid and cannot be done."""


def renamed(speaker: Speaker, guide: Guide, old: str, new: str) -> types.WorkspaceEdit:
    """The edits of `kb rename`, for the client to make; JsonRpcException if it or we cannot."""
    if not speaker.told.renames_files:
        raise JsonRpcException("this editor renames no files for a language server; use `kb rename`", REQUEST_FAILED)
    try:
        renaming = plan_rename(guide, old, new.strip())
    except KbError as problem:
        raise JsonRpcException(
            f"{problem} ({problem.help})" if problem.help else str(problem), REQUEST_FAILED
        ) from None
    sources = {one.path: one.source for one in guide.concepts} | {guide.vocabulary_source.path: guide.vocabulary_source}
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
        *speaker.edits(sources, (edit for edits in renaming.edits.values() for edit in edits))
    ]
    if renaming.moves:
        changes.append(types.RenameFile(speaker.uri(renaming.concept.path), speaker.uri(renaming.path)))
    return types.WorkspaceEdit(document_changes=changes)


def mending(speaker: Speaker, checked: Look, source: Source, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What can be mended where the editor asks, each as an edit; nothing if the text is another one than was checked."""
    guide, wanted = checked.guide, params.context.only
    known = source_of(guide, source.path)
    if known is None or known.text != source.text:
        return []
    span = Span(speaker.offset(source, params.range.start), speaker.offset(source, params.range.end))
    made = []
    if _is_wanted(types.CodeActionKind.QuickFix, wanted):
        for one in fixes_at(checked.report, source.path, span):
            sources = {path: found for path in {edit.path for edit in one.edits} if (found := source_of(guide, path))}
            made.append(
                types.CodeAction(
                    title=one.title if one.safe else f"{one.title} (a guess)",
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[speaker.diagnostic(one.problem, guide)],
                    is_preferred=one.safe or None,
                    edit=speaker.change(sources, one.edits),
                )
            )
    if _is_wanted(types.CodeActionKind.SourceFixAll, wanted) and (
        text := fix_all(checked.report, source.path, source.text)
    ):
        whole = types.TextEdit(speaker.range(source, Span(0, len(source.text))), text)
        made.append(
            types.CodeAction(
                title="Fix all that is safe to fix",
                kind=types.CodeActionKind.SourceFixAll,
                edit=types.WorkspaceEdit(changes={params.text_document.uri: [whole]}),
            )
        )
    return made


def _is_wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    return not only or any(kind == one or kind.startswith(f"{one}.") for one in only)
