"""What is rendered again, and what is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.render.site import Rendered, render_site
from kb.write import write_tree

CONFIG = "site_name: A\nplugins: []\nuse_directory_urls: false\ntheme: {name: mkdocs}\n"
DOCS: dict[str, str | bytes] = {"index.md": "# One\n", "b/two.md": "# Two\n", "b/data.json": "{}"}


@pytest.fixture
def render(tmp_path: Path) -> Callable[..., Rendered]:
    def run(docs: dict[str, str | bytes], config: str = CONFIG) -> Rendered:
        (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
        write_tree(tmp_path / "docs", docs)
        return render_site("mkdocs", tmp_path / "mkdocs.yml", tmp_path / "docs", tmp_path / "site")

    return run


def test_when_nothing_changed_nothing_is_touched(tmp_path: Path, render: Callable[..., Rendered]) -> None:
    assert not render(DOCS).incremental
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    assert render(DOCS) == Rendered((), True)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")} == before


def test_a_changed_page_is_rendered_and_one_that_is_gone_goes(tmp_path: Path, render: Callable[..., Rendered]) -> None:
    render(DOCS)
    assert render({"index.md": "# Other\n", "b/data.json": "{}"}).incremental
    assert "Other" in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in (tmp_path / "site/b").iterdir()) == ["data.json"]
    render({"index.md": "# Other\n", "b/two.md": "# Two\n"})
    assert sorted(path.name for path in (tmp_path / "site/b").iterdir()) == ["two.html"]


@pytest.mark.parametrize("path", ["b/two.html", "b/data.json"])
def test_what_somebody_took_away_is_put_back(tmp_path: Path, render: Callable[..., Rendered], path: str) -> None:
    render(DOCS)
    (tmp_path / "site" / path).unlink()
    render(DOCS)
    assert (tmp_path / "site" / path).is_file()


def test_another_configuration_renders_everything(render: Callable[..., Rendered]) -> None:
    render(DOCS)
    assert not render(DOCS, CONFIG.replace("A", "B")).incremental


@pytest.mark.parametrize(
    ("docs", "config"),
    [
        pytest.param(DOCS, CONFIG + "nav: [index.md, nothing.md]\n", id="about the whole"),
        pytest.param(DOCS | {"b/two.md": "[there](nothing.md)\n"}, CONFIG, id="about a page"),
    ],
)
def test_a_warning_is_repeated_as_long_as_there_is_a_reason(
    render: Callable[..., Rendered], docs: dict[str, str | bytes], config: str
) -> None:
    first = render(docs, config).warnings
    assert first
    assert render(docs, config).warnings == first
    assert render(docs | {"index.md": "# Other\n"}, config).warnings == first
    assert render(DOCS).warnings == ()
