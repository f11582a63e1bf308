"""HTML in the making: what is spared the allow-list is what the allow-list would give back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from kb.graph import build_graph
from kb.load import load_guide
from kb.pages.fragment import Fragment
from kb.pages.sanitize import clean_html
from kb.pages.site import Site

WORDS = [
    "one ",
    "two. ",
    "& ",
    "&amp;",
    "&nbsp;",
    "\xa0",
    "&#13;",
    "&#0;",
    "&#xfeff;",
    "\ufeff",
    "1<2 ",
    "x>y ",
    "\"'",
    "ü漢😀",
]
MARKS = [
    "*",
    "**",
    "***",
    "~~",
    "`",
    "$",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](leaf.png)",
    "](it.md)",
    "](http://x.y)",
    "<http://a.b>",
]
MARKS += [
    "[[it]]",
    "[[gone|",
    "[@moss1901, *p",
    "[@moss1901]",
    "[^n]",
    "\n",
    "  \n",
    "\n\n",
    "\n\n> ",
    "\n\n- ",
    "\n\n1. ",
    "\n  - ",
]
MARKS += [
    "\n\n## ",
    "\n\n- ## ",
    "\n\n[^n]: ",
    "\n\n> [!note]\n> ",
    "\n\n| a | b |\n|--|:-:|\n| ",
    " | ",
    "\n\n```\n",
    "\n\n---\n\n",
]
FOREIGN = [
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<a href='http://x'>",
    "</td>",
    "<script>",
    "<li>",
    "<!--",
    "<img src=x onerror=x>",
]
"""Written by an author, HTML."""


def read(text: str) -> Fragment:
    made = Fragment()
    made.foreign(text)
    return made


def begun() -> Fragment:
    made = Fragment()
    made.open("em")
    return made


@pytest.fixture(scope="module")
def text_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """The lines that Markdown becomes."""
    root = tmp_path_factory.mktemp("guide")
    (root / "concepts" / "beds").mkdir(parents=True)
    (root / "concepts" / "references.bib").write_text("@book{moss1901, title = {On Beds}, year = {1901}}", "utf-8")
    (root / "concepts" / "vocabulary.yml").write_text(
        "guide: {title: G}\nkinds: {plant: {label: P, plural: P, definition: D.}}\nrelations: {}\n"
        "areas: {beds: {label: B, definition: D.}}\n",
        encoding="utf-8",
    )
    (root / "concepts" / "beds" / "leaf.png").write_text("x", encoding="utf-8")
    entry = root / "concepts" / "beds" / "it.md"

    def made(text: str) -> list[str]:
        entry.write_text(f"---\ntitle: It\nkind: plant\nsummary: S.\n---\n{text}\n", encoding="utf-8", newline="")
        guide = load_guide(root)
        return [block.line for block in Site(guide, build_graph(guide)).bodies["it"].blocks]

    return made


@settings(max_examples=400)
@given(st.lists(st.sampled_from(WORDS + MARKS), max_size=24).map("".join))
def test_the_allow_list_is_spared_where_it_would_change_nothing(text_of: Callable[[str], list[str]], text: str) -> None:
    spared = text_of(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fragment, "html", Fragment._cleaned)
        assert text_of(text) == spared


@given(st.lists(st.sampled_from(WORDS + MARKS + FOREIGN), max_size=24).map("".join))
def test_whatever_is_written_comes_out_clean(text_of: Callable[[str], list[str]], text: str) -> None:
    joined = "".join(text_of(text))
    assert "<script" not in joined
    assert "<img src=x" not in joined


@pytest.mark.parametrize(
    ("write", "html"),
    [
        (lambda made: made.words("a < b & \xa0c"), "a &lt; b &amp; &nbsp;c"),
        (lambda made: made.words('"q"'), '"q"'),
        (lambda made: (made.open("p"), made.words("a"), made.close("p")), "<p>a</p>"),
        (
            lambda made: (made.open("a", own=Markup('class="x" onclick="y"')), made.close("a")),
            '<a class="x" onclick="y"></a>',
        ),
        (lambda made: made.piece(Markup("<video></video>\n")), "<video></video>"),
        (lambda made: made.foreign("<video></video><b>a"), "<b>a</b>"),
        (lambda made: (made.foreign("<b>"), made.piece(Markup("<video></video>"))), "<b><video></video></b>"),
        (lambda made: (made.open("p"), made.words("a")), "<p>a</p>"),
        (lambda made: (made.words("a"), made.close("em")), "a"),
        (lambda made: (made.open("em"), made.close("strong")), "<em></em>"),
        (lambda made: (made.open("a"), made.open("a"), made.close("a"), made.close("a")), "<a></a><a></a>"),
        (lambda made: made.words("a\0b\r\nc"), "ab\nc"),
        (lambda made: (made.open("p"), made.extend(read("<video>a")), made.close("p")), "<p>a</p>"),
        (lambda made: (made.open("p"), made.extend(begun()), made.close("p")), "<p><em></em></p>"),
        (lambda made: (made.open("p"), made.words("a"), made.close("p"), made.unwrap("p")), "a"),
    ],
    ids=[
        "words are escaped",
        "quotation marks are words",
        "elements of ours",
        "attributes of ours are not looked at",
        "nor are pieces",
        "foreign HTML is",
        "pieces stay what they are beside it",
        "an element left open is closed",
        "an end without a beginning is dropped",
        "a wrong end too",
        "a link in a link ends it",
        "signs that a reader of HTML drops",
        "what another held",
        "what another left open",
        "an element taken away",
    ],
)
def test_html(write: Callable[[Fragment], object], html: str) -> None:
    made = Fragment()
    write(made)
    assert made.html() == html


def test_no_text_can_name_a_piece() -> None:
    made = Fragment()
    made.piece(Markup("<video></video>"))
    made.foreign('⟦0⟧ ⟦:0⟧ <b data-kb="0">')
    assert made.html() == "<video></video>⟦0⟧ ⟦:0⟧ <b></b>"
    assert clean_html("<video></video>") == ""
