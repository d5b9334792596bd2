"""JSON values into nouns, converting nothing on the way: a "3" is not a 3, and a string is no list."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import GenericAlias
from typing import Any, Literal, NoReturn, get_args, get_origin

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_structure_fn, override

from quotetrack.models import Article, Attribution, Role, SaidOn, Speaker, TextSpan

Fail = Callable[[str, str], NoReturn]
_NAMES = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", int: "a number", float: "a number"}


def named(value: object) -> str:
    """Return what JSON calls a value's type, for messages."""
    return "nothing" if value is None else _NAMES.get(type(value), type(value).__name__)


def _expect(types: type | tuple[type, ...], name: str) -> Callable[[Any, Any], Any]:
    """Make a hook that passes a value of the type through and refuses to convert any other."""

    def hook(value: Any, _type: Any) -> Any:
        if not isinstance(value, types) or (isinstance(value, bool) and types is not bool):
            raise TypeError(f"expected {name}, got {named(value)}")
        return value

    return hook


def _probability(value: Any, _type: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"expected a number, got {named(value)}")
    if not (math.isfinite(value) and 0.0 <= value <= 1.0):
        raise ValueError(f"expected a number from 0 to 1, got {value}")
    return float(value)


def _one_of(literal: Any) -> Callable[[Any, Any], Any]:
    choices = get_args(literal)

    def hook(value: Any, _type: Any) -> Any:
        if not isinstance(value, str) or value not in choices:
            raise ValueError(f"expected one of {', '.join(choices)}, got {value!r:.80}")
        return value

    return hook


def _make_converter() -> Converter:
    """Make the converter that builds the nouns."""
    converter = Converter(detailed_validation=True)
    converter.register_structure_hook(str, _expect(str, "a string"))
    converter.register_structure_hook(int, _expect(int, "a whole number"))
    converter.register_structure_hook(bool, _expect(bool, "true or false"))
    converter.register_structure_hook(float, _probability)
    converter.register_structure_hook_func(_is(Mapping), _expect(dict, "an object"))
    converter.register_structure_hook_factory(_is(Literal), _one_of)
    converter.register_structure_hook_factory(_is(tuple), _array_of)
    for noun in (TextSpan, Role, SaidOn, Speaker, Article):  # those that stand inside others come first
        converter.register_structure_hook(noun, _from_object(make_dict_structure_fn(noun, converter)))
    unlinked = make_dict_structure_fn(Attribution, converter, speaker=override(omit=True))
    converter.register_structure_hook(Attribution, _from_object(unlinked))
    return converter


def _is(origin: object) -> Callable[[Any], bool]:
    return lambda cls: bool(get_origin(cls) is origin)


def _from_object(build: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def hook(value: Any, cls: Any) -> Any:
        if not isinstance(value, Mapping):
            raise TypeError(f"expected an object, got {named(value)}")
        return build(value, cls)

    return hook


def _array_of(cls: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    many = GenericAlias(list, get_args(cls)[:1])
    build = converter.get_structure_hook(many)

    def hook(value: Any, _type: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise TypeError(f"expected an array, got {named(value)}")
        return tuple(build(value, many))

    return hook


_CONVERTER = _make_converter()
_REQUIRED: Any = object()


def structured(
    data: Mapping[str, Any], key: str, cls: Any, fail: Fail, *, default: Any = _REQUIRED, at: str = "$"
) -> Any:
    """Build what a field of a JSON object describes; `fail` is told what is wrong, and at which path below `at`."""
    value = data.get(key)
    if value is None and default is not _REQUIRED:
        return default
    if key not in data:
        fail("a required field is missing", f"{at}.{key}")
    try:
        return _CONVERTER.structure(value, cls)
    except BaseValidationError as error:
        problem, _, place = transform_error(error, f"{at}.{key}", format_exception=_problem)[0].rpartition(" @ ")
        fail(problem, place)
    except (TypeError, ValueError) as error:
        fail(str(error), f"{at}.{key}")


def _problem(error: BaseException, _type: type | None) -> str:
    return "a required field is missing" if isinstance(error, KeyError) else str(error)
