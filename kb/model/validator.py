"""What validates a shape, made from the shape itself.

Built directly from the parts of pydantic's core. Models would say the same, but loading pydantic and making models of
twenty shapes takes longer than reading a guide of some hundred entries. Only what reads a file imports this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pydantic_core import SchemaValidator, core_schema
from pydantic_core.core_schema import CoreConfig, CoreSchema

from kb.model.shape import OTHERS, Form, word

T = TypeVar("T")

_CONFIG = CoreConfig(strict=True)
"""Said of each mapping: what stands in it takes it from there."""

_PLAIN: Mapping[Any, Callable[[], CoreSchema]] = {
    str: core_schema.str_schema,
    bool: core_schema.bool_schema,
    int: core_schema.int_schema,
    float: core_schema.float_schema,
}


def read_shape(shape: type[T], data: Any) -> T:
    """`data` as a value of `shape`. Values are taken strictly as they are; pydantic's ValidationError if one is wrong."""
    value: T = _validator(cast("Any", shape)).validate_python(data)
    return value


@cache
def _validator(shape: Any) -> SchemaValidator:
    return SchemaValidator(schema_of(shape))


def schema_of(hint: Any) -> CoreSchema:
    """What pydantic's core is to check, for a shape or another annotation of a field."""
    if is_dataclass(hint):
        return _shape(hint)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        form: Form = parts[1]
        return core_schema.str_schema(min_length=form.least, pattern=form.pattern)
    if origin is list:
        return core_schema.list_schema(schema_of(parts[0]))
    if origin is dict:
        return core_schema.dict_schema(schema_of(parts[0]), schema_of(parts[1]))
    if origin is Literal:
        return core_schema.literal_schema(list(parts))
    if origin in (Union, UnionType):
        choices: list[Any] = [schema_of(part) for part in parts if part is not type(None)]
        one = core_schema.union_schema(choices) if len(choices) > 1 else choices[0]
        return core_schema.nullable_schema(one) if type(None) in parts else one
    return _PLAIN[hint]()


def _shape(shape: Any) -> CoreSchema:
    """A mapping with the fields of a shape and no others, or with others of one sort; it becomes a value of the shape."""
    hints = get_type_hints(shape, include_extras=True)
    others = next((one.name for one in fields(shape) if OTHERS in one.metadata), None)
    known = {
        one.name: core_schema.typed_dict_field(
            schema_of(hints[one.name]),
            required=one.default is one.default_factory is MISSING,
            validation_alias=word(one.name),
        )
        for one in fields(shape)
        if one.name != others
    }
    if others is None:
        mapping = core_schema.typed_dict_schema(known, extra_behavior="forbid", config=_CONFIG)
        return core_schema.no_info_after_validator_function(lambda found: shape(**found), mapping)
    more = get_args(hints[others])[1]
    mapping = core_schema.typed_dict_schema(
        known, extra_behavior="allow", extras_schema=schema_of(more), config=_CONFIG
    )

    def value(found: dict[str, Any]) -> Any:
        named = {name: found.pop(name) for name in known if name in found}
        return shape(**named, **{others: found})

    return core_schema.no_info_after_validator_function(value, mapping)
