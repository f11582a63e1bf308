"""A vocabulary for the made-up guide: as large as that of the real one, and with none of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks.language import Language

GROUPS = {"thought": 7, "proof": 2, "writing": 3, "maker": 2, "course": 1}
"""Abstract kinds, and how many kinds each has."""

AREAS = 13
SECTIONS = 4
COLORS = ("#0072b2", "#c0392b", "#8a6d00", "#00805f", "#8e44ad", "#a6501e", "#5d6d7e")
SHAPES = ("dot", "square", "triangle", "diamond", "star", "hexagon", "triangleDown")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a relation of the made-up guide is like. `down`: it leads one level down, so that it can have no loop."""

    start: str
    end: str
    down: bool = False
    symmetric: bool = False
    apart: bool = False
    required: tuple[str, ...] = ()
    flags: tuple[tuple[str, Any], ...] = ()
    share: float = 1.0
    """How often it is used, as against the others that may start at the same kind."""


_TREE = (("transitive", True), ("acyclic", "error"))
RULES = (
    Rule("thought", "thought", down=True, flags=_TREE, share=2),
    Rule("thought", "thought", down=True, flags=_TREE, share=0.4),
    Rule("proof", "thought", down=True, flags=(("acyclic", "error"),)),
    Rule("thought", "thought", down=True, flags=_TREE, required=("reason",), share=3),
    Rule("thought", "thought", required=("reason",), share=2),
    Rule("thought", "thought", required=("reason",), share=2),
    Rule("thought", "thought", share=2),
    Rule("thought", "thought", required=("reason",)),
    Rule("thought", "thought", symmetric=True, apart=True, required=("reason", "limit"), share=1.5),
    Rule("thought", "thought", symmetric=True, required=("reason",), share=1.5),
    Rule("any", "any", symmetric=True, required=("reason",), flags=(("budget", 0.5),), share=0.5),
    Rule("thought", "thought"),
    Rule("thought", "thought"),
    Rule("proof", "thought"),
    Rule("writing", "thought", flags=(("max-in", 9),)),
    Rule("writing", "thought", share=3),
    Rule("writing", "writing", down=True, flags=(("acyclic", "warning"), ("chronological", True)), share=2),
    Rule("writing", "maker", share=2),
    Rule("maker", "maker", share=2),
    Rule("proof", "maker"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """The vocabulary as data for YAML, and what the generator has to know of it."""

    data: dict[str, Any]
    kinds: dict[str, tuple[str, ...]]
    """Kinds by group."""
    relations: dict[str, Rule]
    areas: tuple[str, ...]
    statuses: tuple[str, ...]
    sections: dict[str, tuple[str, ...]]
    """Expected headings by kind."""


def make_vocabulary(language: Language) -> Made:
    """Draw names for everything that `GROUPS`, `RULES` and the numbers above ask for."""
    kinds = {group: tuple(_id(language) for _ in range(count)) for group, count in GROUPS.items()}
    sections = {kind: tuple(_label(language) for _ in range(SECTIONS)) for group in kinds.values() for kind in group}
    relations = {_id(language): rule for rule in RULES}
    areas = tuple(_id(language) for _ in range(AREAS))
    statuses = tuple(_id(language) for _ in range(5))
    names = list(relations)
    data = {
        "guide": {"title": "A made-up guide", "tagline": "For measuring only", "language": "en"},
        "kinds": _abstract(language) | _concrete(language, kinds, sections),
        "qualifiers": {
            "reason": {"type": "text", "label": "because", "definition": language.sentence()},
            "limit": {"type": "text", "label": "but", "definition": language.sentence()},
            "ref": {"type": "citation", "label": "source", "definition": language.sentence()},
        },
        "relations": {name: _relation(language, rule) for name, rule in relations.items()},
        "disjoint": [{"relations": names[:2], "reason": language.sentence()}],
        "areas": {area: {"label": area.capitalize(), "definition": language.sentence()} for area in areas},
        "statuses": {one: {"label": one.capitalize(), "definition": language.sentence()} for one in statuses},
        "views": {
            "prerequisites": {"relation": names[3]},
            "hierarchy": {"relation": names[0], "also": [names[1], names[2]], "kinds": ["thought"]},
            "matrix": {"rows": [kinds["thought"][0]], "columns": [kinds["thought"][1]], "cells": names[5:8]},
            "analogies": {"relation": names[8], "qualifier": "limit"},
            "debates": {"kinds": [kinds["thought"][2]], "for": names[11], "against": names[12]},
            "evidence": {"kinds": ["proof"], "relations": [names[13]]},
            "confusions": {"relation": names[9]},
            "vague": {"relation": names[10]},
            "timeline": {"field": "origin.year"},
            "paths": {"kinds": ["course"]},
            "people": {"kinds": ["maker"]},
        },
    }  # fmt: skip
    return Made(data, kinds, relations, areas, statuses, sections)


def _id(language: Language) -> str:
    return language.new_name().replace(" ", "-")


def _label(language: Language) -> str:
    return language.new_name().capitalize()


def _abstract(language: Language) -> dict[str, Any]:
    return {
        group: {"abstract": True, "label": group.capitalize(), "plural": f"{group.capitalize()}s",
                "definition": language.sentence()}
        for group in GROUPS
    }  # fmt: skip


def _concrete(
    language: Language, kinds: dict[str, tuple[str, ...]], sections: dict[str, tuple[str, ...]]
) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for group, names in kinds.items():
        for name in names:
            number = len(made)
            made[name] = {
                "parent": group, "label": name.replace("-", " ").capitalize(), "plural": f"{name.capitalize()}s",
                "definition": language.sentence(), "color": COLORS[number % len(COLORS)],
                "shape": SHAPES[number % len(SHAPES)],
                "fields": ["steps"] if group == "course" else ["status"] if group in ("thought", "proof") else [],
                "sections": [] if group == "course" else list(sections[name]),
            }  # fmt: skip
    return made


def _relation(language: Language, rule: Rule) -> dict[str, Any]:
    made: dict[str, Any] = {
        "label": language.clause(2, 3), "heading": language.new_name().capitalize(), "definition": language.sentence(),
        "qualifiers": ["reason", "limit", "ref"], "required": list(rule.required), **dict(rule.flags),
    }  # fmt: skip
    if rule.start != "any":
        made["between"] = [{"from": rule.start, "to": rule.end}]
    if rule.apart:
        made["areas"] = "different"
    if rule.symmetric:
        return made | {"symmetric": True}
    return made | {
        "inverse": _id(language),
        "inverse-label": language.clause(2, 3),
        "inverse-heading": language.new_name().capitalize(),
    }
