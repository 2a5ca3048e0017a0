"""Every field type by the name that definitions use. Built-in types enter by this same door."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from models.fields.field import Field

_types: dict[str, type[Field]] = {}
FIELD_TYPES: Mapping[str, type[Field]] = MappingProxyType(_types)

F = TypeVar("F", bound=type[Field])


def field_type(name: str) -> Callable[[F], F]:
    """Register a class as the field type `name`. Raises ValueError if the name is taken."""

    def register(cls: F) -> F:
        if name in _types:
            raise ValueError(f"the field type {name} is already registered")
        cls.type = name
        _types[name] = cls
        return cls

    return register
