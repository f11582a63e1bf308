"""A guide as it was at a git revision."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import KbError
from kb.load.guide import CONCEPTS

_KEPT = (CONCEPTS, "pyproject.toml")


@contextmanager
def guide_at(root: Path, revision: str) -> Iterator[Path]:
    """A folder that holds the guide as committed at `revision`; gone when the block ends.

    The guide may be a folder of a larger repository. Paths below the folder are those below `root`. KbError if git is not
    there, the folder is in no repository, or the revision does not exist or holds no guide.
    """
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = _git(root, *asked, missing=revision).decode().strip()
    # From the top: in a folder below it, git reads `commit:folder` as if the folder stood in itself.
    top = Path(os.fsdecode(_git(root, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    folder = os.fsdecode(_git(root, "rev-parse", "--show-prefix").removesuffix(b"\n")).rstrip("/")
    tree = f"{commit}:{folder}"
    try:
        listed = _git(top, "ls-tree", "-z", "--name-only", tree).decode(errors="replace").split("\0")
    except KbError:
        listed = []
    if CONCEPTS not in listed:
        raise KbError(f"the revision {revision} holds no `{CONCEPTS}/`", "choose a revision that has the guide")
    packed = _git(top, "archive", "--format=tar", tree, *(path for path in _KEPT if path in listed))
    with tempfile.TemporaryDirectory(prefix="kb-") as made, tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            # Links are left out, as the loader would: they may lead anywhere.
            if (file := archive.extractfile(member) if member.isfile() else None) and _inside(member.name):
                path = Path(made, member.name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.read())
        yield Path(made)


def _inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


def _git(root: Path, *arguments: str, missing: str | None = None) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S607 (git is found as the user finds it)
    except FileNotFoundError:
        raise KbError("git is not installed", "comparing revisions needs it") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        if missing and not said:
            raise KbError(f"git knows no revision `{missing}` here", "fetch it, or check the spelling")
        raise KbError(f"git {arguments[0]} failed: {said}", "is the guide in a git repository?")
    return done.stdout
