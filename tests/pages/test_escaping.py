"""Every text of a guide is an attack, and stays a text on every page."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
import yaml
from markupsafe import Markup

from kb.pages.environment import environment

EVIL = "</details></li></div></section><script>alert(1)</script><img src=x onerror=alert(1)> \"q\" 'a' & {{ 7*7 }} {#id} `c` *e*"
SHORT = "<b onclick='x'>\"&{% raw %}"
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class Reader(HTMLParser):
    """Collects the elements of a page and what was not closed, or closed without having been opened."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.wrong.append(tag)


@pytest.fixture
def pages(pages_of: Callable[..., dict[str, str]]) -> dict[str, str]:
    evil, short = json.dumps(EVIL), json.dumps(SHORT)
    vocabulary = f"""
guide: {{title: {evil}, tagline: {evil}, description: {evil}, license: {evil}, url: "https://x.example/\\"><b>",
        repository: "https://x.example/\\"><b>"}}
kinds:
  thing: {{label: {short}, plural: {short}, definition: {evil}}}
qualifiers:
  reason: {{type: text, label: {short}, definition: {evil}}}
  limit: {{type: text, label: {short}, definition: {evil}}}
  proof: {{type: citation, label: {short}, definition: {evil}}}
  degree: {{type: choice, label: {short}, definition: {evil}, values: [{short}]}}
relations:
  joins: {{inverse: joined-by, label: {short}, inverse-label: {short}, heading: {short}, inverse-heading: {short},
           definition: {evil}, transitive: true, qualifiers: [reason, limit, proof, degree], example: {evil},
           counter-example: {evil}, maps-to: [{short}]}}
areas: {{here: {{label: {short}, definition: {evil}}}}}
statuses: {{sure: {{label: {short}, definition: {evil}}}}}
views:
  prerequisites: {{relation: joins}}
  confusions: {{relation: joins}}
  analogies: {{relation: joins, kinds: [thing]}}
  matrix: {{rows: [thing], columns: [thing], cells: [joins]}}
  debates: {{kinds: [thing], for: joins, against: joins}}
  timeline: {{field: origin.year}}
  people: {{kinds: [thing]}}
  paths: {{kinds: [thing]}}
"""
    entries = {}
    for id, other in (("one", "two"), ("two", "three"), ("three", "gone")):
        entries[f"here/{id}"] = f"""title: {json.dumps(id + EVIL)}
kind: thing
summary: {evil}
aliases: [{json.dumps("also" + EVIL)}]
status: sure
origin: {{year: 1900, cite: evil}}
cite: evil
steps: [{{to: {other}, why: {evil}}}]
links: {{joins: [{{to: {other}, reason: {evil}, limit: {evil}, proof: [evil, "no\\"><b>"], degree: {short}}}]}}
redirects: [old-{id}]
---
[[two|{EVIL}]] [[gone]] [@evil, p. <b>] [@nobody] $<b>$ <x-y onclick="1">

## {SHORT} [l](javascript:x)

```exercise
type: match
question: {evil}
explanation: {evil}
pairs:
  - {{left: {evil}, right: {json.dumps("r1" + EVIL)}, why: {evil}}}
  - {{left: {evil}, right: {json.dumps("r2" + EVIL)}, why: {evil}}}
```

```js" onclick="x
{EVIL}
```
"""
    unbraced = EVIL.replace("{", "(").replace("}", ")")
    bibliography = f"""@misc{{evil, author = {{<b>Evil</b>, "Q" and {{<i>Group</i>}}}}, title = {{{unbraced}}},
      year = {{1900}}, journal = {{<u>J</u>}}, pages = {{<u>1</u>}}, doi = {{10.1/"><b>}}, url = {{https://x.example/"><b>}}}}"""
    rules = (("X1", "<b>name", "<i>", f"First {EVIL}\n\nWhat it does\n------------\nDoes {EVIL}\n\n    code {EVIL}\n"),)
    return pages_of(entries, rules, vocabulary=vocabulary, bibliography=bibliography)


def test_no_page_holds_an_element_that_a_text_asked_for(pages: dict[str, str]) -> None:
    checked = 0
    for path, text in pages.items():
        if not path.endswith((".md", ".html")):
            continue
        checked += 1
        reader = Reader()
        reader.feed(text)
        names = {tag for tag, _ in reader.elements}
        assert not names & {"script", "iframe", "x-y", "u", "img"}, path
        for tag, attributes in reader.elements:
            assert not [name for name in attributes if name.startswith("on")], (path, tag, attributes)
            for place in ("href", "src"):
                value = attributes.get(place) or ""
                assert not value.lower().startswith(("javascript:", "data:")), (path, value)
        assert not reader.wrong, path
        assert not reader.open, path
    assert checked > 25


def test_frontmatter_is_yaml_and_holds_no_markup(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        if path.endswith(".md"):
            front = yaml.safe_load(text.split("---\n")[1])
            assert set(front) == {"title", "description", "hide"}
            assert "<" not in front["title"] + front["description"], path
            assert '"' not in front["title"] + front["description"], path


def test_data_and_styles_hold_texts_as_they_are(pages: dict[str, str]) -> None:
    found = [
        entry for path, text in pages.items() if path.startswith("data/preview/") for entry in json.loads(text).values()
    ]
    assert {one["summary"] for one in found} == {EVIL}
    assert "alert" not in pages["assets/kb/kb.css"]


def test_a_redirect_leads_to_the_entry(pages: dict[str, str]) -> None:
    assert 'content="0; url=one.html"' in pages["concepts/old-one.html"]
    assert "<script" not in pages["concepts/old-one.html"]


class Marked:
    def __html__(self) -> str:
        return "<i>"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<b>\"'&", "&lt;b&gt;&#34;&#39;&amp;"),
        (Markup("<b>"), "<b>"),
        (Marked(), "<i>"),
        (1900, "1900"),
        (type("Word", (str,), {})("<b>"), "&lt;b&gt;"),
    ],
    ids=["text", "markup", "what gives markup", "a number", "a kind of text"],
)
def test_templates_escape(value: object, shown: str) -> None:
    asked = environment().from_string("{% macro m(v) %}{{ v }}{% endmacro %}{{ value }} {{ m(value) }}")
    assert asked.render(value=value) == f"{shown} {shown}"
