"""What editors say that pygls does not expect."""

from __future__ import annotations

import logging
from collections.abc import Generator
from typing import Any
from urllib.parse import unquote

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method


class Protocol(LanguageServerProtocol):
    """The protocol of pygls for a server that is sent whole texts."""

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """A change of a document that is not open is passed over.

        Neovim renames a buffer and then tells its last change under the new name, before it opens that with all its text.
        """
        if unquote(params.text_document.uri) in self.workspace.text_documents:
            yield from super().lsp_text_document__did_change(params)


def quiet() -> None:
    """Say nothing of requests that an editor takes back after the answer was sent, as it does with every key.

    pygls warns of them, and editors keep or show what a server writes beside the protocol.
    """
    logging.getLogger("pygls").setLevel(logging.ERROR)
