"""Checks: an overview, and a page for each from its docstring."""

from __future__ import annotations

import pyromark
from markupsafe import Markup

from kb.pages.address import Place
from kb.pages.document import Block, Heading, Html, document
from kb.pages.environment import environment
from kb.pages.navigation import page_head
from kb.pages.sanitize import clean_html
from kb.pages.section import html
from kb.pages.site import Rule, Site


def rules(site: Site) -> dict[str, str]:
    """`rules/index.md` and `rules/<CODE>.md."""
    listed = [(rule, _first_line(rule)) for rule in site.rules]
    place = Place("rules/index.html")
    about = "What is looked at before a reader sees it. `kb rule CODE` says the same in a terminal."
    blocks = [page_head(site.vocabulary, place, "Checks", about), html("rules.html", place=place, rules=listed)]
    made = {"rules/index.md": document("Checks", about, blocks, hide=("navigation", "toc"))}
    for rule in site.rules:
        made[f"rules/{rule.code}.md"] = _page(rule)
    return made


def _first_line(rule: Rule) -> str:
    return rule.doc.strip().split("\n", 1)[0]


def _page(rule: Rule) -> str:
    first, _, rest = rule.doc.strip().partition("\n")
    blocks: list[Block] = [html("rule.html", rule=rule, first=first, place=Place(f"rules/{rule.code}.html"))]
    lines = rest.split("\n")
    text: list[str] = []
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if line.strip() and below.strip() and set(below.strip()) == {"-"}:
            blocks.extend(_text(text))
            blocks.append(Heading(2, Markup.escape(line.strip()), line.strip().lower().replace(" ", "-").strip("?")))
            text = []
        elif not (line.strip() and set(line.strip()) == {"-"}):
            text.append(line)
    blocks.extend(_text(text))
    return document(f"{rule.code} {rule.name}", first, blocks, hide=("navigation", "toc"))


def _text(lines: list[str]) -> list[Block]:
    """Prose and indented examples, which docstrings write as Markdown."""
    made: list[Block] = []
    prose: list[str] = []
    code: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("    ") or (code and not line.strip()):
            code.append(line.removeprefix("    "))
            continue
        made.extend(_code(code))
        code = []
        prose.append(line)
        if not line.strip():
            made.extend(_prose(prose))
            prose = []
    made.extend(_code(code))
    made.extend(_prose(prose))
    return made


def _prose(lines: list[str]) -> list[Block]:
    text = "\n".join(lines).strip()
    lines.clear()
    if not text:
        return []
    inner = Markup(clean_html(pyromark.html(text)))  # noqa: S704 (cleaned by the allow-list)
    return [Html(environment().get_template("inline.html").module.text_plain(inner))]  # type: ignore[attr-defined]


def _code(lines: list[str]) -> list[Block]:
    text = "\n".join(lines).strip("\n")
    return [html("example.html", text=text)] if text.strip() else []
