"""The server: takes requests, asks the functions beside it, and answers. It decides nothing itself.

Diagnostics come from the same checks as `kb check`, run in a thread when nobody has typed for a moment; every other answer is
given at once, from the buffers as they are.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from kb import __version__
from kb.errors import KbError
from kb.load import find_root
from kb.lsp.changes import mending, renamed
from kb.lsp.completion import complete
from kb.lsp.dialect import Protocol, quiet
from kb.lsp.hover import hover_at
from kb.lsp.navigation import Location, definition_at, entries_named, references_at, symbols_of
from kb.lsp.protocol import Speaker, Told, told_by
from kb.lsp.session import Look, Session, look
from kb.lsp.subject import EntryAt, source_of, subject_at
from kb.lsp.suggestion import MOST
from kb.model.guide import Guide
from kb.model.source import Source

PAUSE = 0.2
"""Seconds without a change after which the guide is checked."""


class GuideServer(LanguageServer):
    """A language server for one guide: the one in `root`, else the first that the client's folders or files lie in."""

    def __init__(self, root: Path | None = None) -> None:
        # Whole texts, because a row of ours ends where the protocol says; pygls splits at more characters than that.
        whole = types.TextDocumentSyncKind.Full
        super().__init__("kb", __version__, text_document_sync_kind=whole, protocol_cls=Protocol)
        self.session: Session | None = Session(root) if root else None
        self.told = Told()
        self.versions: dict[str, tuple[str, int | None]] = {}
        self.checked: Look | None = None
        self.published: dict[str, list[types.Diagnostic]] = {}
        self.complaint = ""
        self.change = 0
        self.task: asyncio.Task[None] | None = None

    @property
    def speaker(self) -> Speaker:
        assert self.session is not None
        return Speaker(self.session.root, self.told, self.versions.get)

    def find_guide(self, start: Path) -> None:
        """Take the nearest guide from a folder upward, if there is none yet."""
        if self.session is None:
            try:
                self.session = Session(find_root(start))
            except KbError:
                return

    def opened(self, uri: str, text: str, version: int | None) -> None:
        """A buffer was opened or changed."""
        file = uris.to_fs_path(uri)
        if file is None:
            return
        self.find_guide(Path(file).parent)
        if self.session and (path := self.session.path_of(Path(file))):
            self.versions[path] = (uri, version)
            self.session.put(path, text)
            self.touched()

    def closed(self, uri: str) -> None:
        file = uris.to_fs_path(uri)
        if file and self.session and (path := self.session.path_of(Path(file))):
            self.versions.pop(path, None)
            self.session.close(path)
            self.touched()

    def reread(self) -> None:
        """Something changed on disk."""
        if self.session:
            self.session.reread()
            self.touched()

    def touched(self) -> None:
        """Check again as soon as nobody has typed for a moment."""
        self.change += 1
        if self.task is None or self.task.done():
            self.task = asyncio.ensure_future(self._check())

    async def _check(self) -> None:
        checked = -1
        while checked != self.change:
            change = self.change
            await asyncio.sleep(PAUSE)
            if change == self.change:
                await self._look()
                checked = change

    async def _look(self) -> None:
        assert self.session is not None
        change = self.change
        try:
            found = await asyncio.to_thread(look, self.session.guide)
        except KbError as problem:
            self.checked = None
            self._publish({})
            if self.complaint != str(problem):
                self.complaint = str(problem)
                self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"kb: {problem}"))
            return
        self.complaint = ""
        if change == self.change:
            self.checked = found
            self._publish(self.speaker.diagnostics(found.report.problems, found.guide))

    def _publish(self, found: dict[str, list[types.Diagnostic]]) -> None:
        """Tell the client of every file whose diagnostics are others than before."""
        for path in sorted(found.keys() | self.published.keys()):
            made = found.get(path, [])
            if made != self.published.get(path, []):
                version = self.versions[path][1] if path in self.versions else None
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(self.speaker.uri(path), made, version)
                )
        self.published = found

    async def settled(self) -> Look | None:
        """What was found in the buffers as they are, when the check of them is done."""
        if self.task:
            await asyncio.wait([self.task])
        return self.checked

    def at(self, uri: str, position: types.Position) -> tuple[Guide, Source, int] | None:
        """The guide, a file of it, and the offset of a position in that file."""
        source = self.source(uri)
        if source is None or self.session is None:
            return None
        return self.session.guide, source, self.speaker.offset(source, position)

    def source(self, uri: str) -> Source | None:
        file = uris.to_fs_path(uri)
        path = self.session.path_of(Path(file)) if file and self.session else None
        try:
            return source_of(self.session.guide, path) if self.session and path else None
        except KbError:
            # The check of the guide says why it cannot be read.
            return None


def make_server(root: Path | None = None) -> GuideServer:
    """A server with all that it can do; `start_io()` runs it."""
    quiet()
    server = GuideServer(root)

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.told = told_by(params.capabilities, server.workspace.position_encoding)
        folders = [folder.uri for folder in params.workspace_folders or []] or [params.root_uri or ""]
        for uri in folders:
            if uri and (folder := uris.to_fs_path(uri)):
                server.find_guide(Path(folder))

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        if server.told.watches:
            watched = [types.FileSystemWatcher("**/concepts/**"), types.FileSystemWatcher("**/pyproject.toml")]
            options = types.DidChangeWatchedFilesRegistrationOptions(watched)
            one = types.Registration("kb-watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(types.RegistrationParams([one]))
        server.reread()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.opened(params.text_document.uri, params.text_document.text, params.text_document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: types.DidChangeTextDocumentParams) -> None:
        document = server.workspace.get_text_document(params.text_document.uri)
        server.opened(params.text_document.uri, document.source, params.text_document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.closed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(_: types.DidSaveTextDocumentParams) -> None:
        server.reread()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_files(_: types.DidChangeWatchedFilesParams) -> None:
        server.reread()

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=["[", "@", "#", "(", "/", ":", " ", "-"]),
    )
    def completion(params: types.CompletionParams) -> types.CompletionList | None:
        if (found := server.at(params.text_document.uri, params.position)) is None:
            return None
        guide, source, offset = found
        return server.speaker.items(source, offset, complete(guide, source.path, offset))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        if (found := server.at(params.text_document.uri, params.position)) is None or server.session is None:
            return None
        guide, source, offset = found
        said = hover_at(guide, server.session.graph, source.path, offset)
        return server.speaker.hover(source, said) if said else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | None:
        if (found := server.at(params.text_document.uri, params.position)) is None:
            return None
        guide, source, offset = found
        one = definition_at(guide, source.path, offset)
        return server.speaker.location(one) if one else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams) -> list[types.Location]:
        if (found := server.at(params.text_document.uri, params.position)) is None:
            return []
        guide, source, offset = found
        declaration = params.context.include_declaration
        return [
            server.speaker.location(one) for one in references_at(guide, source.path, offset, declaration=declaration)
        ]

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def document_symbol(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        source = server.source(params.text_document.uri)
        if source is None or server.session is None:
            return []
        return [server.speaker.symbol(source, one, top=True) for one in symbols_of(server.session.guide, source.path)]

    @server.feature(types.WORKSPACE_SYMBOL)
    def workspace_symbol(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        if server.session is None:
            return []
        return [
            types.WorkspaceSymbol(
                location=server.speaker.location(Location(one.source, one.value_span("title"))),
                name=one.title or one.id,
                kind=types.SymbolKind.Class,
                container_name=one.area or None,
            )
            for one in entries_named(server.session.guide, params.query)[:MOST]
        ]

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_rename(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        if (found := server.at(params.text_document.uri, params.position)) is None:
            return None
        guide, source, offset = found
        subject = subject_at(guide, source.path, offset)
        if not isinstance(subject, EntryAt):
            return None
        return types.PrepareRenamePlaceholder(server.speaker.range(source, subject.span), subject.entry.id)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        if (found := server.at(params.text_document.uri, params.position)) is None:
            return None
        guide, source, offset = found
        subject = subject_at(guide, source.path, offset)
        return (
            renamed(server.speaker, guide, subject.entry.id, params.new_name) if isinstance(subject, EntryAt) else None
        )

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]),
    )
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        checked = await server.settled()
        source = server.source(params.text_document.uri)
        return mending(server.speaker, checked, source, params) if checked and source else []

    return server
