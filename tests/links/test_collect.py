"""What of a guide is asked about, and each place where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.links.collect import collect
from kb.links.subjects import Scheme, Subject
from kb.load import load_guide

Write = Callable[..., Path]


def places(subjects: tuple[Subject, ...]) -> dict[str, list[str]]:
    """`path:row:column text` of every place, by key."""
    return {
        subject.key: [
            "{}:{}:{} {}".format(
                place.source.path.rsplit("/", 1)[-1],
                *place.source.position(place.span.start),
                place.source.slice(place.span),
            )
            for place in subject.places
        ]
        for subject in subjects
    }


def found(root: Path) -> dict[str, list[str]]:
    return places(collect(load_guide(root)))


# What stands in a text in row 6, and the addresses in it with the columns where they stand.
TEXTS = [
    ("[a](https://one.test/a)", {"https://one.test/a": [5]}),
    ("[a](<https://one.test/a>)", {"https://one.test/a": [6]}),
    ('[a](https://one.test/a "A title")', {"https://one.test/a": [5]}),
    ("![a](https://one.test/a.png)", {"https://one.test/a.png": [6]}),
    ("<https://one.test/a>", {"https://one.test/a": [2]}),
    ("See https://one.test/a.", {"https://one.test/a": [5]}),
    ("(see https://one.test/a_(b))", {"https://one.test/a_(b)": [6]}),
    ("**https://one.test/a**", {"https://one.test/a": [3]}),
    ("[https://one.test/a](https://one.test/a)", {"https://one.test/a": [22]}),
    ("[a](https://one.test/a) [b](https://one.test/a#b)", {"https://one.test/a": [5, 29]}),
    ("[a](HTTPS://One.TEST:443)", {"https://one.test/": [5]}),
    ("[a](//one.test/a)", {"https://one.test/a": [5]}),
    ('<a href="https://one.test/a?b=1&amp;c=2">a</a>', {"https://one.test/a?b=1&c=2": [10]}),
    ("<img src='https://one.test/a.png'>", {"https://one.test/a.png": [11]}),
    ("[a][b]\n\n[b]: https://one.test/a", {"https://one.test/a": [6]}),
    ("[a][b]\n\n[b]: <https://one.test/a> 'title'", {"https://one.test/a": [7]}),
    ("A note[^1].\n\n[^1]: Look at [a](https://one.test/a).", {"https://one.test/a": [19]}),
    ("| a |\n|---|\n| [a](https://one.test/a) |", {"https://one.test/a": [7]}),
    ("Über [ä](https://one.test/ä)", {"https://one.test/%C3%A4": [10]}),
    ("```exercise\ntype: choice\nquestion: See [a](https://one.test/a)?\n```", {"https://one.test/a": [19]}),
    ("`https://one.test/a` and ``[a](https://one.test/a)``", {}),
    ("```\nhttps://one.test/a\n```", {}),
    ("    https://one.test/a", {}),
    ("$https://one.test/a$", {}),
    ("[[x]] [a](../b/x.md) [b](#here) [c](mailto:me@one.test) [d](ftp://one.test/)", {}),
    ("[a](https://ropes.test/guide/) [b](https://ropes.test/guide/x.html)", {}),
    ("[a](https://ropes.test/guides)", {"https://ropes.test/guides": [5]}),
    ("[a](https://example.com/) [b](https://www.example.org/a) [c](https://a.example/) [d](https://b.invalid/)", {}),
    ("[a](https://example.community/)", {"https://example.community/": [5]}),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS, ids=[text for text, _ in TEXTS])
def test_the_text_of_an_entry(guide_of: Write, text: str, expected: dict[str, list[int]]) -> None:
    subjects = collect(load_guide(guide_of(bowline=text)))
    columns = {
        subject.value: [place.source.position(place.span.start).column for place in subject.places]
        for subject in subjects
    }
    assert columns == expected
    for subject in subjects:
        for place in subject.places:
            assert place.exact == ("&amp;" not in text), place.source.slice(place.span)


def test_identifiers_that_are_written_as_addresses_are_asked_of_their_registries(guide_of: Write) -> None:
    root = guide_of(
        bowline="[a](https://arxiv.org/abs/1906.01820) [b](http://www.arxiv.org/pdf/1906.01820.pdf#page=2) "
        "[c](https://dx.doi.org/10.1000/ABC%28x%29) [d](https://arxiv.org/list/cs.AI) [e](https://arxiv.org/abs/1906)"
    )
    assert list(found(root)) == [
        "arxiv:1906.01820", "doi:10.1000/abc(x)", "url:https://arxiv.org/list/cs.AI", "url:https://arxiv.org/abs/1906",
    ]  # fmt: skip
    assert [len(rows) for rows in found(root).values()] == [2, 1, 1, 1]


REFERENCES = """\
@misc{one,
  title = {One},
  eprint = {1906.01820},
  archivePrefix = {arXiv},
  url = {https://arxiv.org/abs/1906.01820},
}

@article{two,
  title = {Two},
  doi = {10.1000/ABC},
  url = {https://two.test/~me/a--b_c},
}

@book{three,
  title = {Three},
  isbn = {978-0-19-286092-7},
  doi = {https://doi.org/10.1000/three},
  url = {three.test},
}

@misc{four,
  doi = {nonsense},
  url = {https://four.test/a\\_b},
}
"""


def test_the_bibliography(guide_of: Write) -> None:
    assert found(guide_of(REFERENCES)) == {
        "arxiv:1906.01820": ["references.bib:3:13 1906.01820", "references.bib:5:10 https://arxiv.org/abs/1906.01820"],
        "doi:10.1000/abc": ["references.bib:10:10 10.1000/ABC"],
        "url:https://two.test/~me/a--b_c": ["references.bib:11:10 https://two.test/~me/a--b_c"],
        "doi:10.1000/three": ["references.bib:17:10 https://doi.org/10.1000/three"],
        "url:https://four.test/a_b": ["references.bib:23:10 https://four.test/a\\_b"],
    }


def test_same_as(guide_of: Write) -> None:
    fields = (
        'same-as: ["wikidata:Q42", \'https://one.test/a\', orcid:0000-0002-1825-0097, "doi:10.1000/abc", other:7]\n'
    )
    assert found(guide_of(fields=fields, bowline="")) == {
        "url:https://www.wikidata.org/wiki/Q42": ["bowline.md:5:12 wikidata:Q42"],
        "url:https://one.test/a": ["bowline.md:5:28 https://one.test/a"],
        "url:https://orcid.org/0000-0002-1825-0097": ["bowline.md:5:49 orcid:0000-0002-1825-0097"],
        "doi:10.1000/abc": ["bowline.md:5:77 doi:10.1000/abc"],
    }


def test_an_address_is_one_wherever_it_is_used(guide_of: Write) -> None:
    root = guide_of(
        "@misc{one, title = {One}, url = {https://one.test/a}}",
        bowline="[a](https://one.test/a#x)",
        reef="[a](https://one.test/a#y) [b](https://one.test/a#x) [c](https://ONE.test/a)",
    )
    (subject,) = collect(load_guide(root))
    assert subject.fragments == ("x", "y")
    assert [place.owner for place in subject.places] == ["bowline", "reef", "reef", "reef", None]


def test_what_changed_since_a_revision(guide_of: Write) -> None:
    references = "@misc{one, url = {https://one.test/}}\n\n@misc{two, url = {https://two.test/}}\n"
    old = load_guide(guide_of(references, root="old", same="[a](https://same.test/)", bowline="[a](https://a.test/)"))
    new = load_guide(
        guide_of(
            "\n" + references.replace("two.test/", "two.test/b"),
            root="new",
            same="[a](https://same.test/)",
            bowline="[a](https://a.test/) and",
            fresh="[a](https://fresh.test/) [b](https://same.test/)",
        )
    )
    assert places(collect(new, old)) == {
        "url:https://a.test/": ["bowline.md:6:5 https://a.test/"],
        "url:https://fresh.test/": ["fresh.md:6:5 https://fresh.test/"],
        # Where it is new comes first; the other place belongs to it all the same.
        "url:https://same.test/": ["fresh.md:6:30 https://same.test/", "same.md:6:5 https://same.test/"],
        "url:https://two.test/b": ["references.bib:4:19 https://two.test/b"],
    }
    assert collect(new, new) == ()


def test_what_is_no_address_is_kept_to_be_reported(guide_of: Write) -> None:
    (subject,) = collect(load_guide(guide_of(bowline="[a](http://site.test:x/)")))
    assert (subject.scheme, subject.value) == (Scheme.URL, "http://site.test:x/")
