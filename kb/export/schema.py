"""The JSON Schema of an entry's frontmatter: the shape of the fields joined with what the vocabulary declares.

An editor that knows it completes kinds, relations and qualifiers and explains each. The checks say more than a schema can
(does the target exist, may these two kinds be joined); what the schema refuses, they refuse too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from kb.model.frontmatter import FIELDS, Frontmatter
from kb.model.guide import Guide
from kb.model.slug import ID, LONGEST_ID
from kb.model.validator import schema_of
from kb.model.vocabulary import Direction, Qualifier, Vocabulary

DRAFT = "https://json-schema.org/draft/2020-12/schema"

DESCRIPTIONS: Mapping[str, str] = {
    "title": "The entry's name, as a reader sees it.",
    "kind": "What the entry is.",
    "summary": "One or two sentences, at most 300 characters, that say what it is.",
    "aliases": "Other names under which somebody may look for it.",
    "status": "How well supported it is.",
    "origin": "Where it comes from: the year and the work. A negative year is before the common era.",
    "cite": "The key, in references.bib, of the work that this entry is about.",
    "steps": "The entries of a guided sequence, in order, each with a sentence why it comes next.",
    "links": "Typed links to other entries, by relation.",
    "sources": "Keys of references.bib; those cited in the text need not be repeated.",
    "redirects": "Ids this entry had before.",
    "same-as": "The same thing elsewhere: an address, or a name such as wikidata:Q42.",
    "draft": "Not finished; left out of the site.",
    "ignore": "Findings accepted on purpose: the code of the check, and the reason.",
}
_TARGET = rf"^(\[\[)?{ID.pattern}([#|][^\[\]]*)?(\]\])?$"


def frontmatter_schema(guide: Guide, codes: Iterable[str] = ()) -> str:
    """The schema as JSON text. `codes` are those that `ignore` may name; any, if none are given."""
    vocabulary = guide.vocabulary
    shape = GenerateJsonSchema().generate(schema_of(Frontmatter))
    properties = {name: _plain(shape["properties"][name], shape.get("$defs", {})) for name in FIELDS}
    properties["kind"] = _enumerated({name: vocabulary.kinds[name].definition for name in vocabulary.concrete_kinds})
    statuses = {name: status.definition for name, status in vocabulary.statuses.items()}
    properties["status"] = _or_empty(_enumerated(statuses))
    properties["links"] = _or_empty(_links(vocabulary))
    properties["steps"]["items"] = _step()
    properties["redirects"]["items"] = {"type": "string", "pattern": f"^{ID.pattern}$", "maxLength": LONGEST_ID}
    if known := list(codes):
        properties["ignore"]["propertyNames"] = {"enum": known}
    for name, written in properties.items():
        if name not in shape["required"]:
            # An empty field says nothing and is allowed.
            properties[name] = written = _or_empty(written)
        written["description"] = DESCRIPTIONS[name]
    document = {
        "$schema": DRAFT,
        "title": f"An entry of {guide.vocabulary.guide.title}",
        "description": "The frontmatter of concepts/<area>/<id>.md.",
        "type": "object",
        "required": shape["required"],
        "additionalProperties": False,
        "properties": properties,
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                "then": {"required": [field for field in kind.fields if field in FIELDS]},
            }
            for name, kind in vocabulary.kinds.items()
            if kind.fields and not kind.abstract
        ],
    }
    if not document["allOf"]:
        del document["allOf"]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _plain(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """A part of pydantic's schema with its definitions written out and its titles left out."""
    if isinstance(schema, list):
        return [_plain(one, definitions) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if reference := schema.get("$ref"):
        return _plain(definitions[reference.rsplit("/", 1)[-1]], definitions)
    return {
        key: {name: _plain(one, definitions) for name, one in value.items()}
        if key == "properties"
        else _plain(value, definitions)
        for key, value in schema.items()
        if key not in ("title", "default", "description")
    }


def _or_empty(schema: dict[str, Any]) -> dict[str, Any]:
    """The same, or nothing behind the colon."""
    if schema.get("anyOf") and {"type": "null"} in schema["anyOf"]:
        return schema
    return {"anyOf": [schema, {"type": "null"}]}


def _enumerated(meanings: Mapping[str, str]) -> dict[str, Any]:
    """One of several words. `enumDescriptions` is no part of JSON Schema; editors show it and others pass over it."""
    return {"type": "string", "enum": list(meanings), "enumDescriptions": list(meanings.values())}


def _target() -> dict[str, Any]:
    return {"type": "string", "pattern": _TARGET, "description": "The id of an entry; [[id]] is the same."}


def _step() -> dict[str, Any]:
    why = {"type": "string", "minLength": 1, "description": "Why this entry comes next."}
    fields = {"to": _target(), "why": why}
    written = {"type": "object", "required": ["to"], "additionalProperties": False, "properties": fields}
    return {"anyOf": [_target(), written]}


def _links(vocabulary: Vocabulary) -> dict[str, Any]:
    relations = {direction.name: _relation(direction, vocabulary) for direction in vocabulary.directions.values()}
    return {"type": "object", "additionalProperties": False, "properties": relations}


def _relation(direction: Direction, vocabulary: Vocabulary) -> dict[str, Any]:
    relation = vocabulary.relations[direction.relation]
    qualifiers = {name: _qualifier(qualifier) for name, qualifier in vocabulary.named_qualifiers(direction.relation)}
    fields = {"to": _target(), **qualifiers}
    written = {"type": "object", "required": ["to"], "additionalProperties": False, "properties": fields}
    meaning = f"… {vocabulary.label(direction.name)} … — {relation.definition}"
    if direction.inverted:
        meaning = f"… {vocabulary.label(direction.name)} … — the inverse of {direction.relation}: {relation.definition}"
    if relation.required:
        meaning += f" Needs {', '.join(relation.required)}."
    items = {"type": "array", "items": {"anyOf": [_target(), written]}}
    return {**items, "description": meaning}


def _qualifier(qualifier: Qualifier) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string", "minLength": 1}
    if qualifier.type == "choice":
        return {"type": "string", "enum": list(qualifier.values), "description": qualifier.definition}
    if qualifier.type == "citation":
        several = {"anyOf": [text, {"type": "array", "items": text}]}
        return {**several, "description": qualifier.definition}
    return {**text, "description": qualifier.definition}
