"""What is rendered again, and what is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.render.brought import brought
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


def test_the_guides_own_page_for_what_is_not_there_stays(tmp_path: Path, render: Callable[..., Rendered]) -> None:
    docs = DOCS | {"404.md": "# Nothing here\n"}
    render(docs)
    assert "Nothing here" in (tmp_path / "site/404.html").read_text(encoding="utf-8")
    assert render(docs | {"index.md": "# Other\n"}).incremental
    assert "Nothing here" in (tmp_path / "site/404.html").read_text(encoding="utf-8")


def test_the_themes_page_stands_in_for_one_that_is_not_there(tmp_path: Path, render: Callable[..., Rendered]) -> None:
    render(DOCS)
    assert (tmp_path / "site/404.html").is_file()


THEME = CONFIG.replace("{name: mkdocs}", "{name: mkdocs, custom_dir: own}")
MAIN = '{% extends "base.html" %}'


@pytest.mark.parametrize(
    ("path", "text", "config"),
    [
        pytest.param("own/main.html", MAIN + "{% block libs %}<i>1</i>{% endblock %}", THEME, id="a template"),
        pytest.param("own/css/more.css", "p {}", THEME, id="a new file of the theme"),
        pytest.param("hook.py", "# more\n", CONFIG + "hooks: [hook.py]\n", id="a hook"),
        pytest.param("base.yml", CONFIG.replace("A", "B"), "INHERIT: base.yml\n", id="inherited settings"),
    ],
)
def test_a_change_of_what_every_page_depends_on_renders_everything(
    tmp_path: Path, render: Callable[..., Rendered], path: str, text: str, config: str
) -> None:
    for name, first in {"own/main.html": MAIN, "hook.py": "", "base.yml": CONFIG}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(first, encoding="utf-8")
    render(DOCS, config)
    assert render(DOCS, config).incremental
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    assert not render(DOCS, config).incremental


def test_a_menu_that_loses_a_page_is_rendered_anew(render: Callable[..., Rendered]) -> None:
    config = CONFIG + "nav: [{Start: index.md}, {More: [b/two.md]}]\n"
    render(DOCS, config)
    assert render({**DOCS, "b/three.md": "# Three\n"}, config).incremental
    assert not render({"index.md": "# One\n"}, config).incremental


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "- a\n",
        "a: !!python/name:os.system x\nb: !ENV [HOME]\n",
        "INHERIT: mkdocs.yml\n",
        "hooks: {a: b}\nnav: 3\n",
    ],
)
def test_settings_of_any_sort_are_looked_at(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert list(brought(tmp_path / "mkdocs.yml", tmp_path)) == [text]
