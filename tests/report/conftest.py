"""A guide without entries, for reports about texts that the tests make up."""

from pathlib import Path

import pytest

from kb.graph import Graph, build_graph
from kb.model.bibliography import Bibliography
from kb.model.concept import Marks
from kb.model.config import Config
from kb.model.guide import Guide
from kb.model.source import Source
from kb.model.vocabulary import GuideInfo, Vocabulary


@pytest.fixture
def guide() -> Guide:
    return Guide(
        root=Path("/guide"),
        vocabulary=Vocabulary(guide=GuideInfo(url="https://sailing.test/guide/")),
        vocabulary_source=Source("concepts/vocabulary.yml", "kinds: {}\n"),
        vocabulary_marks=Marks(),
        bibliography=Bibliography(Source("concepts/references.bib", ""), {}),
        concepts=(),
        faults=(),
        config=Config(),
    )


@pytest.fixture
def graph(guide: Guide) -> Graph:
    return build_graph(guide)
