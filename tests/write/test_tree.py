"""Only what changed is written, what is stale goes, and nothing leaves the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.write import publish, write_edits, write_tree


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_folder_holds_exactly_what_is_given(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.md": "A", "b/c.md": "C", "b/d/e.md": b"E"})
    changes = write_tree(tmp_path, {"a.md": "A", "b/c.md": "C2", "f": "F"})
    assert tree(tmp_path) == {"a.md": "A", "b/c.md": "C2", "f": "F"}
    assert changes.written == ("b/c.md", "f")
    assert changes.removed == ("b/d/e.md",)
    assert changes.unchanged == 1
    assert not (tmp_path / "b" / "d").exists()


def test_an_unchanged_file_keeps_its_time(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.md": "A"})
    os.utime(tmp_path / "a.md", ns=(1, 1))
    write_tree(tmp_path, {"a.md": "A"})
    assert (tmp_path / "a.md").stat().st_mtime_ns == 1


def test_a_folder_gives_way_to_a_file_and_back(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a/b.md": "B"})
    write_tree(tmp_path, {"a": "A"})
    assert tree(tmp_path) == {"a": "A"}
    write_tree(tmp_path, {"a/b.md": "B"})
    assert tree(tmp_path) == {"a/b.md": "B"}


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x"])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(KbError):
        write_tree(tmp_path / "in", {path: "X"})
    assert not (tmp_path / "x").exists()


def test_a_symbolic_link_in_the_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "in").mkdir()
    os.symlink(tmp_path / "out", tmp_path / "in" / "a")
    write_tree(tmp_path / "in", {"a/b.md": "B"})
    assert tree(tmp_path / "out") == {}
    assert tree(tmp_path / "in") == {"a/b.md": "B"}


def test_a_site_is_replaced_whole_and_later_work_does_not_reach_it(tmp_path: Path) -> None:
    work, site, spare = tmp_path / "work", tmp_path / "site", tmp_path / "spare"
    write_tree(work, {"a.html": "1", "b/c.html": "1"})
    publish(work, site, spare)
    write_tree(work, {"a.html": "1", "b/c.html": "2", "d.html": "2"})
    publish(work, site, spare)
    assert tree(site) == {"a.html": "1", "b/c.html": "2", "d.html": "2"}
    for path in ("a.html", "b/c.html"):
        with open(work / path, "r+", encoding="utf-8") as file:
            file.write("X")  # as a renderer does: into the file that is there
    assert tree(site) == {"a.html": "1", "b/c.html": "2", "d.html": "2"}


def test_whatever_lies_in_the_spare_folder_the_site_is_what_was_made(tmp_path: Path) -> None:
    work, site, spare = tmp_path / "work", tmp_path / "site", tmp_path / "spare"
    for round in range(4):
        # A file becomes a folder and back; what a killed build or somebody else left is in the way.
        here = {"a": "1"} if round % 2 else {"a/b": "1"}
        write_tree(work, {"same": "s", "c/d": f"{round}", **here})
        if round == 2:
            write_tree(spare, {"same/x": "", "c": "", "a": "", "e/f": ""})
            os.symlink(work / "same", spare / "link")
        publish(work, site, spare)
        assert tree(site) == {"same": "s", "c/d": f"{round}", **here}
        assert (site / "same").stat().st_ino != (work / "same").stat().st_ino


def test_a_published_file_that_somebody_changed_is_published_again(tmp_path: Path) -> None:
    work, site, spare = tmp_path / "work", tmp_path / "site", tmp_path / "spare"
    write_tree(work, {"a": "1"})
    publish(work, site, spare)
    publish(work, site, spare)
    (site / "a").write_text("mine", encoding="utf-8")
    publish(work, site, spare)
    assert tree(site) == {"a": "1"}


def test_edits_are_written_if_nothing_changed_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"a\r\n")
    assert write_edits(tmp_path, {"x.md": b"a\r\n"}, {"x.md": b"b\r\n"}) == ("x.md",)
    assert (tmp_path / "x.md").read_bytes() == b"b\r\n"


def test_a_file_that_changed_meanwhile_is_left_alone_and_so_are_the_others(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"mine")
    (tmp_path / "y.md").write_bytes(b"y")
    with pytest.raises(KbError, match="changed on disk"):
        write_edits(tmp_path, {"x.md": b"a", "y.md": b"y"}, {"y.md": b"z", "x.md": b"b"})
    assert (tmp_path / "x.md").read_bytes() == b"mine"
    assert (tmp_path / "y.md").read_bytes() == b"y"
