"""What takes finished HTML past Python-Markdown changes no byte of a page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from markdown import Markdown

from kb.cli.pipeline import check_guide, compile_files
from kb.cli.progress import Progress
from kb.render.mkdocs import run_mkdocs
from kb.render.ready_html import ReadyHtml
from kb.write import write_tree

SECOND = Path(__file__).parent.parent / "guides" / "instruments"
EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list"]
TEXTS = {
    "a block": "<div class=\"a\"><p>x</p></div>",
    "blocks between headings": "<div><p>x</p></div>\n\n## One {#one}\n\n<section><ul><li>y</li></ul></section>\n\n## Two\n",
    "a block inside one of its own name": "<div><div>x</div></div>",
    "two blocks on one line": "<div>x</div> and <div>y</div>",
    "a block that is closed later": "<div><div>x</div>\n\n*y*\n\n</div>",
    "a block with text behind it": "<div>x</div>\n*y*",
    "a block with text before it": "*y*\n<div>x</div>",
    "a paragraph that begins with an element": "<b>x</b> *y* <b>z</b>",
    "code that looks like a block": "```\n\n<div>x</div>\n\n```",
    "signs that Markdown knows": "<div>*x* `y` [z](w) ## \\* &amp; &#10;</div>",
    "markup that asks to be read": '<div markdown="1">*x*</div>',
    "an attribute with a bracket": '<div title="a > b </div>">x</div>',
    "an unclosed element": "<div>x\n\ny",
    "a comment": "<!-- <div>x</div> -->",
    "an element of another name that begins alike": "<p>x</p>\n\n<pre>y</pre>\n\n<p><param>z</p>",
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_text_becomes_the_same_html(text: str) -> None:
    assert Markdown(extensions=[*EXTENSIONS, ReadyHtml()]).convert(text) == Markdown(extensions=EXTENSIONS).convert(
        text
    )


def test_a_block_is_taken_past_the_parser() -> None:
    markdown = Markdown(extensions=[ReadyHtml()])
    assert markdown.preprocessors["kb_ready_html"].run(["<div>x</div>", "", "y"])[0] != "<div>x</div>"
    assert markdown.htmlStash.rawHtmlBlocks == ["<div>x</div>\n"]


@pytest.mark.slow
def test_a_site_is_the_same_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "guide"
    shutil.copytree(SECOND, root, ignore=shutil.ignore_patterns("build", "site"))
    checked = check_guide(root, Progress(quiet=True))
    write_tree(root / "build" / "docs", compile_files(checked))
    config = root / "mkdocs.yml"
    config.write_text(SETTINGS, encoding="utf-8")
    sites = {}
    for name in ("with", "without"):
        if name == "without":
            monkeypatch.setattr(ReadyHtml, "extendMarkdown", lambda self, md: None)
        run_mkdocs(config, root / "build" / "docs", tmp_path / name, dirty=False, progress=None)
        pages = sorted((tmp_path / name).rglob("*.html"))
        sites[name] = {path.relative_to(tmp_path / name): path.read_bytes() for path in pages}
    assert len(sites["with"]) > 20
    assert sites["with"] == sites["without"]


SETTINGS = """
site_name: Instruments
use_directory_urls: false
theme: {name: material, font: false}
plugins: []
markdown_extensions: [attr_list, toc: {permalink: "#"}]
validation: {nav: {omitted_files: ignore}}
nav: [index.md]
"""
