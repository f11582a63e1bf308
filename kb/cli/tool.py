"""Which tool this is: everything that decides what a file looks like, besides the guide."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = (
    "bibtexparser",
    "jinja2",
    "latex2mathml",
    "markupsafe",
    "nh3",
    "numpy",
    "pylatexenc",
    "pyromark",
    "pyvis",
    "pyyaml",
)
"""Those whose output ends up in pages."""


@cache
def tool_inputs() -> str:
    """A fingerprint of the code, the templates and the libraries."""
    import kb

    digest = hashlib.sha256()
    folder = Path(kb.__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\0".encode())
    return digest.hexdigest()
