"""The real server over its standard input and output, as an editor speaks with it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

BRIG = "concepts/boats/brig.md"
YAWL = "concepts/boats/yawl.md"
PATIENCE = 60
"""Seconds until a test gives up; nothing is timed."""
ABLE: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["rename"]}},
}


class Editor:
    """An editor with one guide open."""

    def __init__(self, root: Path, client: LanguageClient) -> None:
        self.root, self.client = root, client
        self.told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.shown: dict[str, list[types.Diagnostic]] = {}
        self.messages: asyncio.Queue[str] = asyncio.Queue()
        self.versions: dict[str, int] = {}

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.shown[params.uri] = list(params.diagnostics)
            self.told.put_nowait(params)

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def message(params: types.ShowMessageParams) -> None:
            self.messages.put_nowait(params.message)

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def document(self, path: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(path))

    def type(self, path: str, text: str) -> None:
        """Open a buffer, or change its whole text."""
        version = self.versions[path] = self.versions.get(path, 0) + 1
        if version == 1:
            item = types.TextDocumentItem(self.uri(path), "markdown", version, text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        else:
            change = types.TextDocumentContentChangeWholeDocument(text)
            known = types.VersionedTextDocumentIdentifier(version, self.uri(path))
            self.client.text_document_did_change(types.DidChangeTextDocumentParams(known, [change]))

    async def until(self, path: str, codes: set[str]) -> list[types.Diagnostic]:
        """Wait until the findings of a file are of exactly these codes, warnings of an unfinished guide left out."""
        while {str(one.code) for one in self.errors(path)} != codes:
            await asyncio.wait_for(self.told.get(), PATIENCE)
        return self.errors(path)

    def errors(self, path: str) -> list[types.Diagnostic]:
        found = self.shown.get(self.uri(path), [])
        return [one for one in found if one.severity == types.DiagnosticSeverity.Error]


def converse(
    root: Path,
    talk: Callable[[Editor], Awaitable[None]],
    *,
    able: dict[str, Any] = ABLE,
    arguments: tuple[str, ...] = (),
) -> None:
    """Start the server, let an editor talk with it, and stop it."""

    async def run() -> None:
        client = LanguageClient("test", "1")
        editor = Editor(root, client)
        capabilities = client.protocol._converter.structure(able, types.ClientCapabilities)
        await client.start_io(sys.executable, "-m", "kb", *arguments, "lsp")
        try:
            start = types.InitializeParams(capabilities=capabilities, root_uri=None if arguments else root.as_uri())
            await asyncio.wait_for(client.initialize_async(start), PATIENCE)
            client.initialized(types.InitializedParams())
            await asyncio.wait_for(talk(editor), PATIENCE * 2)
        finally:
            await asyncio.wait_for(client.shutdown_async(None), PATIENCE)
            client.exit(None)
            await client.stop()

    asyncio.run(run())


SOUND = "---\ntitle: Brig\nkind: boat\nsummary: A boat.\nstatus: proven\n---\nWords.\n"
DANGLING = SOUND.replace("---\nWords", "links:\n  kind-of: [yaw]\n---\nWords")


def test_diagnostics_follow_what_is_typed(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        await editor.until(BRIG, {"FM004"})
        editor.type(BRIG, SOUND)
        await editor.until(BRIG, set())
        editor.type(
            BRIG,
            DANGLING.replace("title: Brig", "title: Br\U0001f980g").replace("kind-of: [", "kind-of: ['\U0001f980', "),
        )
        found = await editor.until(BRIG, {"REL002"})
        at = found[-1].range
        assert (at.start.line, at.start.character, at.end.character) == (6, 18, 21), "a crab is two units of UTF-16"
        assert found[-1].source == "kb"
        assert found[-1].code_description == types.CodeDescription("https://sailing.test/guide/rules/REL002.html")
        assert "`yawl`" in found[-1].message
        # What is broken in a file that nobody has open is told too.
        editor.type("concepts/ropes/bowline.md", "---\ntitle: Bowline\nkind: knot\nsummary: A loop.\n---\n[[yawl]]\n")
        editor.type(
            YAWL, "---\ntitle: Yawl\nkind: boat\nsummary: A boat with two masts.\nstatus: proven\n---\n[[boat#gone]]\n"
        )
        await editor.until(YAWL, {"LNK002"})
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document(BRIG)))
        await editor.until(BRIG, {"FM004"})
        assert (root / BRIG).read_text() != DANGLING, "nothing is written"

    converse(root, talk)


def test_a_guide_given_on_the_command_line_and_another_way_of_counting(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        editor.type(BRIG, DANGLING.replace("kind-of: [", "kind-of: ['\U0001f980', "))
        found = await editor.until(BRIG, {"REL002"})
        assert found[-1].range.start.character == 20, "and four of UTF-8"
        hover = await editor.client.text_document_hover_async(
            types.HoverParams(editor.document(BRIG), types.Position(1, 8))
        )
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert hover.contents.kind == types.MarkupKind.PlainText, "this editor knows no Markdown"

    able = {"general": {"positionEncodings": ["utf-8"]}}
    converse(root, talk, able=able, arguments=("--root", str(root)))


def test_completion_hover_definition_references_and_symbols(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        editor.type(BRIG, SOUND + "\nSee \U0001f980 [[dan")
        place = types.Position(8, 12)
        found = await editor.client.text_document_completion_async(types.CompletionParams(editor.document(BRIG), place))
        assert isinstance(found, types.CompletionList)
        item = found.items[0]
        assert (item.label, item.detail, item.documentation) == ("yawl", "Yawl · Boat", "A boat with [two] masts.")
        edited = types.Range(types.Position(8, 9), types.Position(8, 12))
        assert item.text_edit == types.TextEdit(edited, "yawl]]")

        editor.type(BRIG, SOUND.replace("---\nWords", "links:\n  \n---\nWords"))
        relations = await editor.client.text_document_completion_async(
            types.CompletionParams(editor.document(BRIG), types.Position(6, 2))
        )
        assert isinstance(relations, types.CompletionList)
        first = relations.items[0]
        assert first.insert_text_format == types.InsertTextFormat.Snippet
        assert isinstance(first.text_edit, types.TextEdit)
        assert first.text_edit.new_text == f"{first.label}:\n  - to: ${{1}}"

        editor.type(BRIG, SOUND + "\nSee [[dandy#limits]].")
        place = types.Position(8, 8)
        hover = await editor.client.text_document_hover_async(types.HoverParams(editor.document(BRIG), place))
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert hover.contents.value == "**Yawl** · Boat\n\nA boat with \\[two\\] masts."
        definition = await editor.client.text_document_definition_async(
            types.DefinitionParams(editor.document(BRIG), place)
        )
        assert isinstance(definition, types.Location)
        assert (definition.uri, definition.range.start) == (editor.uri(YAWL), types.Position(13, 0))
        uses = await editor.client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(False), editor.document(BRIG), place)
        )
        assert {one.uri for one in uses or []} == {editor.uri(BRIG), editor.uri("concepts/ropes/bowline.md")}
        symbols = await editor.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(editor.document(YAWL))
        )
        assert symbols is not None
        assert isinstance(symbols[0], types.DocumentSymbol)
        assert [one.name for one in symbols[0].children or []][-2:] == ["How it sails", "Limits"]
        named = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("dandy"))
        assert [one.name for one in named or []] == ["Yawl"]

    converse(root, talk)


def test_renaming_edits_files_and_renames_one(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        editor.type(BRIG, SOUND + "\nSee \U0001f980 [[yawl|it]].")
        place = types.Position(8, 11)
        ready = await editor.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(editor.document(BRIG), place)
        )
        assert isinstance(ready, types.PrepareRenamePlaceholder)
        assert (ready.placeholder, ready.range.start.character) == ("yawl", 9)
        nothing = types.PrepareRenameParams(editor.document(BRIG), types.Position(8, 1))
        assert await editor.client.text_document_prepare_rename_async(nothing) is None
        params = types.RenameParams(editor.document(BRIG), place, "ketch")
        made = await editor.client.text_document_rename_async(params)
        assert made is not None
        changes = list(made.document_changes or [])
        assert changes[-1] == types.RenameFile(editor.uri(YAWL), editor.uri("concepts/boats/ketch.md"))
        edits = {one.text_document.uri: one for one in changes if isinstance(one, types.TextDocumentEdit)}
        assert set(edits) == {editor.uri(path) for path in (BRIG, YAWL, "concepts/ropes/bowline.md")}
        assert edits[editor.uri(BRIG)].text_document.version == 1
        assert edits[editor.uri(YAWL)].text_document.version is None
        edit = edits[editor.uri(BRIG)].edits[0]
        assert isinstance(edit, types.TextEdit)
        assert (edit.range.start.character, edit.range.end.character, edit.new_text) == (9, 13, "ketch")
        for taken in ("boat", "No Id"):
            with pytest.raises(JsonRpcException, match=f"`{taken}`"):
                await editor.client.text_document_rename_async(types.RenameParams(editor.document(BRIG), place, taken))

    converse(root, talk)


NEOVIM = {"workspace": {"workspaceEdit": {"resourceOperations": ["rename", "create", "delete"]}}}
EMACS = {"workspace": {"workspaceEdit": {"documentChanges": True}}}


def test_an_editor_that_only_names_the_operations_renames_files(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        editor.type(BRIG, SOUND + "\n[[yawl]]")
        params = types.RenameParams(editor.document(BRIG), types.Position(8, 3), "ketch")
        made = await editor.client.text_document_rename_async(params)
        assert made is not None
        assert isinstance(list(made.document_changes or [])[-1], types.RenameFile)

    converse(root, talk, able=NEOVIM)


def test_an_editor_that_renames_no_files_is_told(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        editor.type(BRIG, SOUND + "\n[[yawl]]")
        params = types.RenameParams(editor.document(BRIG), types.Position(8, 3), "ketch")
        with pytest.raises(JsonRpcException, match="kb rename"):
            await editor.client.text_document_rename_async(params)

    converse(root, talk, able=EMACS)


def test_a_change_of_a_document_that_is_not_open_yet_is_no_error(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        # Neovim tells the last change of a buffer that it renamed so.
        known = types.VersionedTextDocumentIdentifier(3, editor.uri(BRIG))
        change = types.TextDocumentContentChangeWholeDocument("nothing")
        editor.client.text_document_did_change(types.DidChangeTextDocumentParams(known, [change]))
        editor.type(BRIG, DANGLING)
        await editor.until(BRIG, {"REL002"})
        assert editor.messages.empty()

    converse(root, talk)


def test_a_request_taken_back_too_late_is_not_worth_a_word(root: Path) -> None:
    said = [
        {"id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None, "rootUri": root.as_uri()}},
        {"method": "$/cancelRequest", "params": {"id": 1}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    bodies = [json.dumps({"jsonrpc": "2.0"} | one) for one in said]
    spoken = "".join(f"Content-Length: {len(one)}\r\n\r\n{one}" for one in bodies)
    done = subprocess.run(
        [sys.executable, "-m", "kb", "lsp"], input=spoken.encode(), capture_output=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == 0
    assert done.stderr == b""


def test_quick_fixes(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        editor.type(BRIG, DANGLING.replace("A boat", "A  boat"))
        everything = types.Range(types.Position(0, 0), types.Position(9, 0))
        found = await editor.client.text_document_code_action_async(
            types.CodeActionParams(editor.document(BRIG), everything, types.CodeActionContext([]))
        )
        actions = {one.title: one for one in found or [] if isinstance(one, types.CodeAction)}
        guess = actions["Replace it by `yawl` (a guess)"]
        assert guess.kind == types.CodeActionKind.QuickFix
        assert not guess.is_preferred
        assert guess.edit is not None
        changes = guess.edit.document_changes or []
        assert isinstance(changes[0], types.TextDocumentEdit)
        edited = types.Range(types.Position(6, 12), types.Position(6, 15))
        assert list(changes[0].edits) == [types.TextEdit(edited, "yawl")]
        every = actions["Fix all that is safe to fix"]
        assert every.edit is not None
        text = (every.edit.changes or {})[editor.uri(BRIG)][0].new_text
        assert text == DANGLING
        only = types.CodeActionContext([], only=[types.CodeActionKind.SourceFixAll])
        found = await editor.client.text_document_code_action_async(
            types.CodeActionParams(editor.document(BRIG), everything, only)
        )
        assert [one.title for one in found or []] == ["Fix all that is safe to fix"]

    converse(root, talk)


def test_a_guide_that_cannot_be_read_is_told_once_and_the_server_lives_on(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        (root / "pyproject.toml").write_text("[tool.kb]\nnonsense = 1\n")
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
        assert "nonsense" in await asyncio.wait_for(editor.messages.get(), PATIENCE)
        editor.type(BRIG, SOUND)
        assert (
            await editor.client.text_document_hover_async(
                types.HoverParams(editor.document(BRIG), types.Position(1, 8))
            )
            is None
        )
        (root / "pyproject.toml").write_text("")
        editor.type(BRIG, DANGLING)
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document(BRIG)))
        await editor.until(BRIG, {"REL002"})
        assert editor.messages.empty()

    converse(root, talk)


def test_files_outside_of_a_guide_are_left_alone(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()

    async def talk(editor: Editor) -> None:
        editor.type("notes.md", "[[gone]]")
        completion = types.CompletionParams(editor.document("notes.md"), types.Position(0, 2))
        assert await editor.client.text_document_completion_async(completion) is None
        # A file of a guide brings the guide with it.
        editor.root = root
        editor.type(BRIG, DANGLING)
        await editor.until(BRIG, {"REL002"})

    converse(other, talk)


def test_without_pygls_the_command_says_what_to_install(root: Path) -> None:
    code = "import sys; sys.modules['pygls'] = None; from kb.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--root", str(root), "lsp"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "needs pygls" in done.stderr
    assert "[editor]" in done.stderr


def test_no_other_command_loads_pygls(root: Path) -> None:
    code = "import sys; sys.argv[1:] = ['--root', sys.argv[1], 'check', '--fail-on', 'never']\nfrom kb.cli import main\ntry: main()\nfinally: assert 'pygls' not in sys.modules"  # noqa: E501
    subprocess.run([sys.executable, "-c", code, str(root)], capture_output=True, check=True)
