"""What validates a shape: pydantic's models, made from the shape itself.

Only what reads a file or describes the format imports this: pydantic takes long to load, and to make models.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from functools import cache, partial
from types import UnionType, new_class
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from kb.model.shape import OTHERS, word

T = TypeVar("T")


def read_shape(shape: type[T], data: Any) -> T:
    """`data` as a value of `shape`. Values are taken strictly as they are; pydantic's ValidationError if one is wrong."""
    value: T = _adapter(cast("Any", shape)).validate_python(data)
    return value


def json_schema(shape: type) -> dict[str, Any]:
    """The JSON Schema of values of `shape`."""
    return _adapter(shape).json_schema(by_alias=True)


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(_validated(shape))


def _validated(hint: Any) -> Any:
    """An annotation of `kb.model` as pydantic reads it."""
    if is_dataclass(hint):
        return Annotated[_model(cast("Any", hint)), AfterValidator(partial(_value, hint, _others(hint)))]
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return Annotated[(parts[0], *(Field(min_length=form.least, pattern=form.pattern) for form in parts[1:]))]
    if origin in (Union, UnionType):
        return Union[tuple(map(_validated, parts))]  # noqa: UP007 (the members are known only here)
    return origin[tuple(map(_validated, parts))] if origin in (list, dict) else hint


@cache
def _model(shape: Any) -> Any:
    """The fields of a shape as a model."""
    hints = get_type_hints(shape, include_extras=True)
    others = _others(shape)
    annotations = {name: _validated(hint) for name, hint in hints.items() if name != others}
    if others:
        annotations["__pydantic_extra__"] = _validated(hints[others])
    defaults = {
        one.name: one.default if one.default_factory is MISSING else Field(default_factory=one.default_factory)
        for one in fields(shape)
        if one.name != others and not one.default is one.default_factory is MISSING
    }
    config = ConfigDict(
        extra="allow" if others else "forbid",
        strict=True,
        populate_by_name=True,
        alias_generator=word,
        defer_build=True,
    )
    body = {"__annotations__": annotations, "__module__": __name__, "model_config": config, **defaults}
    return new_class(shape.__name__, (BaseModel,), exec_body=lambda made: made.update(body))


def _others(shape: Any) -> str | None:
    """The field that holds what no other names, if the shape has one."""
    return next((one.name for one in fields(shape) if OTHERS in one.metadata), None)


def _value(shape: Any, others: str | None, found: BaseModel) -> Any:
    """What was read as a model, as a value of its shape."""
    return shape(**vars(found), **{others: found.model_extra}) if others else shape(**vars(found))
