"""What editors say they can do, and what they are sent for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import converters, types

from kb.lsp.protocol import Speaker, Told, told_by
from kb.lsp.suggestion import Suggestion
from kb.model.problem import Edit
from kb.model.source import Source, Span

NOTHING: dict[str, Any] = {}
OPERATIONS = {"workspace": {"workspaceEdit": {"resourceOperations": ["rename", "create", "delete"]}}}
CHANGES = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
SOURCE = Source("concepts/brig.md", "Sea \U0001f30a [[Camp\n")


def speaker(told: Told) -> Speaker:
    return Speaker(Path("/guide"), told, {"concepts/brig.md": ("file:///guide/concepts/brig.md", 7)}.get)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param(NOTHING, Told(), id="nothing"),
        pytest.param(CHANGES, Told(document_changes=True), id="as Emacs: edits of versions, and no files renamed"),
        pytest.param(OPERATIONS, Told(document_changes=True, renames_files=True), id="as Neovim: the operations alone"),
        pytest.param(
            {"workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}}},
            Told(document_changes=True),
            id="creates files, and renames none",
        ),
        pytest.param(
            {
                "textDocument": {
                    "completion": {"completionItem": {"snippetSupport": True}},
                    "hover": {"contentFormat": ["markdown", "plaintext"]},
                },
                "workspace": {
                    "didChangeWatchedFiles": {"dynamicRegistration": True},
                    "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
                },
            },
            Told(snippets=True, markdown=True, document_changes=True, renames_files=True, watches=True),
            id="as Visual Studio Code: all",
        ),
    ],
)
def test_what_a_client_says_it_can_do(said: dict[str, Any], told: Told) -> None:
    assert told_by(converters.get_converter().structure(said, types.ClientCapabilities), None) == told


@pytest.mark.parametrize("agreed", ["utf-8", types.PositionEncodingKind.Utf8])
def test_the_encoding_agreed_on(agreed: str) -> None:
    assert told_by(types.ClientCapabilities(), agreed).encoding == "utf-8"


def test_edits_with_versions_for_a_client_that_knows_them_and_without_for_others() -> None:
    edits = [Edit("concepts/brig.md", Span(8, 12), "goodharts-law")]
    made = types.TextEdit(types.Range(types.Position(0, 9), types.Position(0, 13)), "goodharts-law")
    uri = "file:///guide/concepts/brig.md"
    sources = {SOURCE.path: SOURCE}
    assert speaker(Told()).change(sources, edits) == types.WorkspaceEdit(changes={uri: [made]})
    assert speaker(Told(document_changes=True)).change(sources, edits) == types.WorkspaceEdit(
        document_changes=[types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, 7), [made])]
    )


@pytest.mark.parametrize(
    ("names", "filter_text"),
    [
        pytest.param("laws Laws Campbell", "Camp laws Laws Campbell", id="found by another name: it comes first"),
        pytest.param("Campbell laws", "Campbell laws", id="begins with what was typed"),
        pytest.param("", None, id="a word without other names"),
    ],
)
def test_a_client_that_compares_beginnings_finds_what_was_found(names: str, filter_text: str | None) -> None:
    one = Suggestion("laws", "entry", "laws]]", filter=names, span=Span(8, 12))
    made = speaker(Told()).items(SOURCE, 12, [one])
    assert made.items[0].filter_text == filter_text
    assert made.is_incomplete == bool(names), "only the server knows the other names"
