"""What is proposed where, and what the text is after it was chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.lsp.completion import complete
from kb.lsp.suggestion import Suggestion, Typed, fitting
from kb.model.guide import Guide
from kb.model.source import Span

Written = Callable[[str], tuple[Guide, int]]
BRIG = "concepts/boats/brig.md"
HEAD = "title: Brig\nkind: boat\nsummary: A boat.\n"


def proposed(written: Written, text: str) -> list[Suggestion]:
    guide, offset = written(text)
    return complete(guide, BRIG, offset)


def chosen(text: str, one: Suggestion) -> str:
    plain = text.replace("‸", "")
    return plain[: one.span.start] + one.insert + plain[one.span.end :]


def front(text: str) -> str:
    return f"---\n{HEAD}{text}\n---\nSome text.\n"


def body(text: str) -> str:
    return f"---\n{HEAD}---\n{text}\n"


@pytest.mark.parametrize(
    ("around", "text", "label", "after"),
    [
        pytest.param(str, "---\nti‸", "title", "---\ntitle: ", id="a field of a new file"),
        pytest.param(str, "---\n‸\n---\n", "title", "---\ntitle: \n---\n", id="the first field"),
        pytest.param(front, "sta‸", "status", "status: ", id="a field"),
        pytest.param(str, "---\nkind: b‸\n---\n", "boat", "---\nkind: boat\n---\n", id="a kind"),
        pytest.param(str, "---\nkind: ‸oat\n---\n", "boat", "---\nkind: boat\n---\n", id="over a word that goes on"),
        pytest.param(front, "status: ‸", "proven", "status: proven", id="a status"),
        pytest.param(front, "draft: t‸", "true", "draft: true", id="true or false"),
        pytest.param(front, "links:\n  kind‸", "kind-of", "links:\n  kind-of: ", id="a relation"),
        pytest.param(front, "links: {has-‸}", "has-kind", "links: {has-kind: }", id="an inverse, in braces"),
        pytest.param(front, "links:\n  kind-of:\n    - ‸", "boat", "links:\n  kind-of:\n    - boat", id="a target"),
        pytest.param(
            front, "links:\n  kind-of: [boat, ya‸]", "yawl", "links:\n  kind-of: [boat, yawl]", id="in a list"
        ),
        pytest.param(
            front, 'links:\n  kind-of: ["[[ya‸"]', "yawl", 'links:\n  kind-of: ["[[yawl]]"]', id="in brackets"
        ),
        pytest.param(
            front, 'links:\n  kind-of: ["[[ya‸]]"]', "yawl", 'links:\n  kind-of: ["[[yawl]]"]', id="in closed ones"
        ),
        pytest.param(
            front, "links:\n  kind-of:\n    - to: ‸", "boat", "links:\n  kind-of:\n    - to: boat", id="after to"
        ),
        pytest.param(
            front,
            "links:\n  builds-on:\n    - to: boat\n      ‸",
            "why",
            "links:\n  builds-on:\n    - to: boat\n      why: ",
            id="a qualifier",
        ),
        pytest.param(
            front,
            "links:\n  prevented-by:\n    - to: heaving-to\n      strength: m‸",
            "much",
            "links:\n  prevented-by:\n    - to: heaving-to\n      strength: much",
            id="a value of a choice",
        ),
        pytest.param(
            front,
            "links:\n  tried-in:\n    - to: boat\n      outcome: n‸",
            "null",
            'links:\n  tried-in:\n    - to: boat\n      outcome: "null"',
            id="a value that needs quotation marks",
        ),
        pytest.param(
            front,
            "links:\n  kind-of:\n    - to: boat\n      cite: [col‸]",
            "coles1967heavy",
            "links:\n  kind-of:\n    - to: boat\n      cite: [coles1967heavy]",
            id="a citation of a link",
        ),
        pytest.param(front, "sources: [‸]", "coles1967heavy", "sources: [coles1967heavy]", id="a source"),
        pytest.param(
            front, "sources:\n  - heavy‸", "coles1967heavy", "sources:\n  - coles1967heavy", id="by its title"
        ),
        pytest.param(front, "cite: slo‸", "slocum1900sailing", "cite: slocum1900sailing", id="cite"),
        pytest.param(
            front, "origin: {cite: ‸}", "slocum1900sailing", "origin: {cite: slocum1900sailing}", id="of the origin"
        ),
        pytest.param(front, "origin: {‸}", "year", "origin: {year: }", id="a field of the origin"),
        pytest.param(front, "steps:\n  - 10‸", "1010", 'steps:\n  - "1010"', id="an id like a number"),
        pytest.param(
            front, "steps:\n  - to: yawl\n    w‸", "why", "steps:\n  - to: yawl\n    why: ", id="a reason of a step"
        ),
        pytest.param(front, "ignore:\n  REL0‸", "REL013", "ignore:\n  REL013: ", id="a check"),
        pytest.param(body, "See [[‸", "yawl", "See [[yawl]]", id="a wikilink"),
        pytest.param(body, "See [[dandy‸]].", "yawl", "See [[yawl]].", id="by an alias"),
        pytest.param(body, "See [[y‸awl|words]].", "yawl", "See [[yawl|words]].", id="before words"),
        pytest.param(body, "See [[10‸", "1010", "See [[1010]]", id="no quotation marks in a text"),
        pytest.param(body, "See [[yawl#‸]]", "limits", "See [[yawl#limits]]", id="a heading"),
        pytest.param(
            body, "See [[old-yawl#how‸]]", "how-it-sails", "See [[old-yawl#how-it-sails]]", id="by a former id"
        ),
        pytest.param(
            body, "See [[#a‸]]\n\n## A part\n", "a-part", "See [[#a-part]]\n\n## A part\n", id="a heading of its own"
        ),
        pytest.param(body, "See [x](‸", "bowline", "See [x](../ropes/bowline.md", id="a relative link"),
        pytest.param(
            body, "See [x](../ropes/b‸)", "bowline", "See [x](../ropes/bowline.md)", id="a relative link begun"
        ),
        pytest.param(
            body, "See [x](yawl.md#l‸)", "limits", "See [x](yawl.md#limits)", id="a heading of a relative link"
        ),
        pytest.param(body, "Said [@co‸]", "coles1967heavy", "Said [@coles1967heavy]", id="a citation"),
        pytest.param(
            body,
            "Said [@coles1967heavy; @slo‸]",
            "slocum1900sailing",
            "Said [@coles1967heavy; @slocum1900sailing]",
            id="a second citation",
        ),
        pytest.param(body, "Said @co‸", "coles1967heavy", "Said [@coles1967heavy]", id="a citation without brackets"),
        pytest.param(
            body, "```exercise\ntype: cl‸", "classify", "```exercise\ntype: classify", id="a type of exercise"
        ),
        pytest.param(
            body, "```exercise\nabout: [ya‸]\n```", "yawl", "```exercise\nabout: [yawl]\n```", id="of an exercise"
        ),
        pytest.param(
            body,
            "```exercise\nquestion: See [[ya‸\n```",
            "yawl",
            "```exercise\nquestion: See [[yawl]]\n```",
            id="a link in an exercise",
        ),
    ],
)
def test_chosen(written: Written, around: Callable[[str], str], text: str, label: str, after: str) -> None:
    found = {one.label: one for one in proposed(written, around(text))}
    assert label in found
    assert chosen(around(text), found[label]) == around(after)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(front("# kind: ‸"), id="a comment"),
        pytest.param(front("summary: A bo‸"), id="a free text"),
        pytest.param(front("summary: >-\n  kind: ‸"), id="a text of several rows"),
        pytest.param(front("title: ‸"), id="a title"),
        pytest.param(body("kind: ‸"), id="a field outside of the fields"),
        pytest.param(body("See [[yawl|‸]]"), id="words of a wikilink"),
        pytest.param(body("See [[gone#‸]]"), id="headings of nothing"),
        pytest.param(body("a@b‸"), id="an address"),
        pytest.param(body("[x](https://a.test/#‸)"), id="an anchor elsewhere"),
        pytest.param(body("```text\ntype: ‸\n```"), id="code"),
        pytest.param(body("```exercise\ntype: order\n```\ntype: ‸"), id="behind an exercise"),
        pytest.param(front("redirects: [‸]"), id="former ids"),
    ],
)
def test_nothing_is_proposed(written: Written, text: str) -> None:
    assert proposed(written, text) == []


def labels(written: Written, text: str) -> list[str]:
    return [one.label for one in proposed(written, text)]


def test_relations_that_the_kind_can_have_come_first(written: Written) -> None:
    found = labels(written, front("links:\n  ‸"))
    assert found.index("kind-of") < found.index("prevents")
    assert found.index("captained-by") < found.index("captain-of")
    of_a_maneuver = labels(written, front("links:\n  ‸").replace("kind: boat", "kind: maneuver"))
    assert of_a_maneuver.index("prevents") < of_a_maneuver.index("captained-by")


def test_relations_of_an_unfinished_entry_know_its_kind(written: Written) -> None:
    text = "---\ntitle: 'Brig\nkind: maneuver\nlinks:\n  pre‸\n---\n"
    assert labels(written, text)[0] == "prevents"


def test_targets_that_the_relation_may_have_come_first_and_linked_ones_last(written: Written) -> None:
    text = front("links:\n  kind-of:\n    - yawl\n    - ‸")
    found = labels(written, text)
    assert found[0] == "boat", "the only other boat"
    assert {"yawl", "brig", "bowline"} <= set(found[1:])


def test_what_a_link_has_to_say_comes_first(written: Written) -> None:
    found = labels(written, front("links:\n  resembles:\n    - to: bowline\n      ‸"))
    assert found[:3] == ["to", "why", "fails-at"]
    assert "strength" not in found, "which this relation does not take"


def test_a_relation_comes_with_what_it_needs(written: Written) -> None:
    found = {one.label: one for one in proposed(written, front("links:\n  ‸"))}
    assert found["resembles"].snippet == "resembles:\n  - to: ${1}\n    why: ${2}\n    fails-at: ${3}"
    assert found["kind-of"].snippet == "kind-of:\n  - to: ${1}"


def test_what_is_told_of_each(written: Written) -> None:
    found = {one.label: one for one in proposed(written, body("[[‸"))}
    assert (found["yawl"].detail, found["yawl"].documentation) == ("Yawl · Boat", "A boat with [two] masts.")
    assert found["yawl"].filter == "yawl Yawl dandy"
    works = {one.label: one for one in proposed(written, body("[@‸"))}
    assert (works["slocum1900sailing"].detail, works["slocum1900sailing"].documentation) == (
        "Slocum et al., 1900",
        "Sailing Alone",
    )


def test_fields_that_are_there_are_not_proposed_again_and_wanted_ones_come_first(written: Written) -> None:
    found = labels(written, front("‸"))
    assert found[0] == "status", "which a boat has to have"
    assert "title" not in found


def test_roots_of_the_vocabulary(sailing: Guide) -> None:
    from dataclasses import replace

    text = sailing.vocabulary_source.text
    offset = text.index("roots: [boat") + len("roots: [bo")
    assert [one.label for one in complete(sailing, sailing.vocabulary_source.path, offset)][:2] == ["boat", "bowline"]
    assert complete(sailing, sailing.vocabulary_source.path, text.index("title:") + 2) == []
    assert complete(replace(sailing, concepts=()), BRIG, 0) == []


def test_rows_that_end_in_cr_lf_and_characters_of_two_units(written: Written) -> None:
    text = front("links:\n  kind-of:\n    - ya‸").replace("\n", "\r\n").replace("A boat", "\U0001f980 boat")
    one = proposed(written, text)[0]
    assert chosen(text, one) == text.replace("ya‸", "yawl")


@pytest.mark.parametrize(
    ("typed", "names", "first"),
    [
        pytest.param("mast", {"a": "a about a mast", "mast": "mast Mast"}, "mast", id="the id"),
        pytest.param("a turn", {"n": "n not a turn", "b": "b A turn"}, "b", id="the title, over a part of another"),
        pytest.param("mt", {"ma": "ma e mast", "mt": "long and then mt"}, "mt", id="together, over apart"),
        pytest.param("", {"b": "b", "a": "a"}, "b", id="nothing: as they come"),
    ],
)
def test_the_nearer_to_the_beginning_the_better(typed: str, names: dict[str, str], first: str) -> None:
    offered = [Suggestion(label, "entry", label, filter=words) for label, words in names.items()]
    assert [one.label for one in fitting(offered, Typed(typed, Span(0, len(typed))))][:1] == [first]
