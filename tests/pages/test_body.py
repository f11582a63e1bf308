"""The text of an entry: what Markdown becomes, and that neither renderer changes it afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import markdown
import pytest

from kb.pages.document import Heading, document
from kb.pages.site import Site

ENTRIES = {
    "beds/rose": "title: Rose bush\nkind: plant\nsummary: Not a rose by another name.\naliases: [queen of the garden]\n---\n",
    "beds/slug-worm": "title: Slug worm\nkind: pest\nsummary: S.\n---\n## Where it lives\n",
    "beds/leaf.png": "not really a picture",
}


def cases() -> list[tuple[str, str, str]]:
    """`(name, Markdown, blocks)` from the file beside this one."""
    text = (Path(__file__).parent / "body.md").read_text(encoding="utf-8")
    parts = re.findall(r"^([^\n]+)\n\.\n(.*?)\n\.\n(.*?)\n\.$", text, re.DOTALL | re.MULTILINE)
    assert len(parts) == len(re.findall(r"^\.$", text, re.MULTILINE)) / 3
    return parts


def body(site_of: Callable[..., Site], text: str) -> Site:
    return site_of({**ENTRIES, "beds/it": f"title: It\nkind: plant\nsummary: S.\n---\n{text}\n"})


def lines(site: Site) -> list[str]:
    return [block.line for block in site.bodies["it"].blocks]


def bare(line: str) -> str:
    return re.sub(r'^<div class="kb-text" data-pagefind-body>(.*)</div>$', r"\1", line)


@pytest.mark.parametrize(("text", "blocks"), [case[1:] for case in cases()], ids=[case[0] for case in cases()])
def test_markdown_becomes(site_of: Callable[..., Site], text: str, blocks: str) -> None:
    assert "\n\n".join(map(bare, lines(body(site_of, text)))) == blocks


@pytest.mark.parametrize("text", [case[1] for case in cases()], ids=[case[0] for case in cases()])
def test_the_renderer_leaves_it_alone(site_of: Callable[..., Site], text: str) -> None:
    """MkDocs and Zensical both call Python-Markdown, MkDocs with `tables` and `fenced_code` besides what we ask for."""
    site = body(site_of, text)
    page = document("T", "D", site.bodies["it"].blocks).partition("\n---\n")[2]
    reader = markdown.Markdown(extensions=["toc", "tables", "fenced_code", "attr_list"])
    made = reader.convert(page)
    for line in lines(site):
        if line.startswith("<"):
            assert line in made
    headings = [block for block in site.bodies["it"].blocks if isinstance(block, Heading)]
    found = re.findall(r'^<h(\d)[^>]* id="([\w-]+)">(.*?)</h', made, re.MULTILINE)
    assert [(int(level), anchor, words(inner)) for level, anchor, inner in found] == [
        (heading.level, heading.anchor, words(heading.html)) for heading in headings
    ]


def words(inner: str) -> str:
    """What a reader sees of some HTML."""
    return unescape(re.sub(r"<[^>]+>", "", inner))


def test_exercises_stand_where_they_were_written(site_of: Callable[..., Site]) -> None:
    text = "Before.\n\n```exercise\ntype: choice\nquestion: Which *one*?\noptions:\n"
    text += "  - {text: This <b>, correct: true, why: It is `x`.}\n  - {text: That, why: No.}\n```\n\nAfter."
    (line,) = lines(body(site_of, text))
    before, _, rest = line.partition("<section")
    exercise, _, after = rest.partition("</section>")
    assert bare(before).endswith("<p>Before.</p>")
    assert after == "<p>After.</p></div>"
    assert "Which <em>one</em>?" in exercise
    assert "This &lt;b&gt;" in exercise
    assert "It is <code>x</code>." in exercise


def test_an_exercise_that_cannot_be_read_is_shown_as_code(site_of: Callable[..., Site]) -> None:
    (line,) = lines(body(site_of, "```exercise\ntype: guess\n```"))
    assert '<code class="language-exercise">type: guess</code>' in line


def test_mentions_are_the_sentences_that_link(site_of: Callable[..., Site]) -> None:
    site = body(
        site_of,
        "First a slug eats. A [[rose]] smells, e.g. sweet [@moss1901]. Last one.\n\n"
        "- see [[slug-worm]]\n\n| a | b |\n|--|--|\n| x | [[rose]] |\n",
    )
    told = [(one.target, one.before + "<" + one.words + ">" + one.after) for one in site.bodies["it"].mentions]
    assert told == [
        ("rose", "A <rose bush> smells, e.g. sweet."),
        ("slug-worm", "see <slug worm>"),
        ("rose", "x — <rose bush>"),
    ]


def test_a_long_sentence_is_cut_around_its_link(site_of: Callable[..., Site]) -> None:
    site = body(site_of, "word " * 200 + "[[rose]] " + "word " * 200)
    (one,) = site.bodies["it"].mentions
    assert len(one.before) + len(one.words) + len(one.after) < 400
    assert one.before.startswith("… ")
    assert one.after.endswith(" …")


@pytest.mark.parametrize(
    ("title", "cite", "inside"),
    [
        ("Old soil", False, "old soil"),
        ("Linnaeus's method", False, "Linnaeus's method"),
        ("Old Garden Society", False, "Old Garden Society"),
        ("NPK ratio", False, "NPK ratio"),
        ("Old soil", True, "Old soil"),
    ],
    ids=["a common noun", "a name", "capitals inside", "an abbreviation", "the title of a work"],
)
def test_titles_inside_sentences(site_of: Callable[..., Site], title: str, cite: bool, inside: str) -> None:
    front = f"title: {title}\nkind: plant\nsummary: It is old soil by a method.\n" + (
        "cite: moss1901\n" if cite else ""
    )
    assert site_of({"beds/x": f"{front}---\n"}).phrase("x") == inside
