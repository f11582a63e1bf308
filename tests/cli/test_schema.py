"""`kb schema`: an editor accepts what the checks accept, and knows every word of the vocabulary."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from kb.cli import main
from kb.export.schema import DESCRIPTIONS
from kb.load import load_guide
from kb.model.frontmatter import FIELDS

ROOT = Path(__file__).parent.parent.parent
VOCABULARY = (ROOT / "tests" / "checks" / "vocabulary.yml").read_text(encoding="utf-8")
BASE = {"title": "Gale", "kind": "weather", "summary": "A wind."}


def schema_of(root: Path) -> Any:
    result = CliRunner().invoke(main, ["--root", str(root), "schema"])
    assert result.exit_code == 0
    return json.loads(result.stdout)


@pytest.fixture
def schema(tmp_path: Path) -> Any:
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "vocabulary.yml").write_text(VOCABULARY, encoding="utf-8")
    return schema_of(tmp_path)


def test_it_is_a_schema_and_describes_every_field(schema: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == list(FIELDS) == list(DESCRIPTIONS)
    assert all(written["description"] for written in schema["properties"].values())


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="the least"),
        pytest.param({"aliases": None, "links": None}, id="empty fields"),
        pytest.param({"links": {"causes": ["broach", "[[broach]]", "[[broach|Broaching]]"]}}, id="targets"),
        pytest.param({"links": {"caused-by": [{"to": "broach", "why": "So.", "cite": ["a", "b"]}]}}, id="an inverse"),
        pytest.param({"links": {"prevented-by": [{"to": "x", "strength": "much", "cite": "a"}]}}, id="a choice"),
        pytest.param({"kind": "boat", "status": "proven"}, id="what the kind asks for"),
        pytest.param({"steps": ["gale", {"to": "broach", "why": "Next."}], "draft": True}, id="steps"),
        pytest.param({"origin": {"year": -350, "cite": "a"}, "same-as": ["wikidata:Q1"]}, id="origin"),
        pytest.param({"ignore": {"REL013": "So."}, "redirects": ["old-gale"]}, id="ignore"),
    ],
)
def test_it_accepts(schema: Any, fields: dict[str, Any]) -> None:
    jsonschema.validate({**BASE, **fields}, schema)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"title": None}, id="no title"),
        pytest.param({"alias": ["x"]}, id="an unknown field"),
        pytest.param({"kind": "gear"}, id="an abstract kind"),
        pytest.param({"status": "prooven"}, id="an unknown status"),
        pytest.param({"kind": "boat"}, id="a field that the kind asks for is missing"),
        pytest.param({"links": {"cause": ["broach"]}}, id="an unknown relation"),
        pytest.param({"links": {"causes": "broach"}}, id="text in the place of a list"),
        pytest.param({"links": {"causes": ["Big Broach"]}}, id="a target that is no id"),
        pytest.param({"links": {"causes": [{"why": "So."}]}}, id="no target"),
        pytest.param({"links": {"causes": [{"to": "x", "strength": "much"}]}}, id="a qualifier of another relation"),
        pytest.param({"links": {"prevented-by": [{"to": "x", "strength": "very"}]}}, id="a choice that is not offered"),
        pytest.param({"ignore": {"REL999": "So."}}, id="a code that does not exist"),
        pytest.param({"aliases": [1]}, id="a number in the place of text"),
    ],
)
def test_it_refuses(schema: Any, fields: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**BASE, **fields}, schema)


def test_relations_say_what_they_mean_in_both_directions(schema: Any) -> None:
    relations = schema["properties"]["links"]["anyOf"][0]["properties"]
    assert "Doing the subject keeps the target away." in relations["prevents"]["description"]
    assert "is prevented by" in relations["prevented-by"]["description"]
    assert "Needs why, fails-at." in relations["resembles"]["description"]


def test_it_can_be_written_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    result = CliRunner().invoke(main, ["--root", str(ROOT), "schema", "-o", str(file)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(file.read_text(encoding="utf-8")) == schema_of(ROOT)


def test_every_entry_of_this_repository_is_valid() -> None:
    validator = jsonschema.Draft202012Validator(schema_of(ROOT))
    wrong = [
        f"{concept.path}: {error.json_path} {error.message}"
        for concept in load_guide(ROOT).concepts
        if not concept.broken
        for error in validator.iter_errors(yaml.safe_load(concept.source.slice(concept.frontmatter)))
    ]
    assert wrong == []
