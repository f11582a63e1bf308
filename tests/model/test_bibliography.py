"""Where a work can be read."""

import pytest

from kb.model.bibliography import Reference
from kb.model.source import Span


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        pytest.param({}, "", id="nowhere"),
        pytest.param({"doi": "10.1086/418300"}, "https://doi.org/10.1086/418300", id="a DOI"),
        pytest.param(
            {"doi": "10.1002/(SICI)1234-981X(199707)5:3<305::AID-EURO184>3.0.CO;2-4"},
            "https://doi.org/10.1002/(SICI)1234-981X(199707)5%3A3%3C305%3A%3AAID-EURO184%3E3.0.CO%3B2-4",
            id="a DOI with signs that an address cannot hold",
        ),
        pytest.param(
            {"eprint": "1906.01820", "archiveprefix": "arXiv"}, "https://arxiv.org/abs/1906.01820", id="arXiv"
        ),
        pytest.param(
            {"doi": "10.1086/418300", "url": "https://a.test/b"}, "https://a.test/b", id="an address comes first"
        ),
    ],
)
def test_address(fields: dict[str, str], address: str) -> None:
    work = Reference("key", "article", "Title", (), False, None, fields, Span(0, 0), Span(0, 0))
    assert work.address == address
