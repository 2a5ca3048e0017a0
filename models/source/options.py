"""Legal YAML keys are declared attributes of a frozen dataclass, each with a help text.

The reading, the "did you mean", the reference page and the JSON Schema all come from these
declarations, so none of them can fall behind.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NewType, get_type_hints

# A text that can be the name of a field, an entity or a role.
Name = NewType("Name", str)


def option(
    default: Any = dataclasses.MISSING,
    *,
    help: str,
    key: str | None = None,
    least: int | None = None,
    most: int | None = None,
    one_of: Iterable[str] = (),
    usual: Iterable[str] = (),
) -> Any:
    """A key of a YAML mapping, read into this attribute.

    `default` is what an unwritten key means; without one the key must be written. `key` is the
    name in YAML where Python reserves it (`from`, `in`). `least` and `most` bound a number.
    `one_of` are the only texts that mean something here; whoever reads the key refuses others.
    `usual` are texts that are always possible, beside names that the definitions give.
    """
    words = {"one_of": tuple(one_of), "usual": tuple(usual)}
    metadata = {"help": help, "key": key, "least": least, "most": most, **words}
    return dataclasses.field(default=default, metadata=metadata)


def nested(default: Any = None, *, help: str, required: bool = False) -> Any:
    """A key of a YAML mapping that holds mappings or lists of its own; the annotation says of
    what. Whoever takes it reads it: `Cursor.options` only sees that it is there if it must."""
    metadata = {"help": help, "nested": required}
    return dataclasses.field(default=default, metadata=metadata)


@dataclasses.dataclass(frozen=True)
class OptionSpec:
    """One legal key: its YAML name, the attribute that holds it, its annotation, help, bounds."""

    key: str
    attribute: str
    annotation: Any
    help: str
    required: bool
    default: Any = None
    least: int | None = None
    most: int | None = None
    one_of: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def allows(self, value: Any) -> bool:
        """Whether a number is within the bounds; every other value is."""
        if self.least is None or self.most is None:
            return True
        return bool(self.least <= value <= self.most)


@cache
def options_of(owner: type) -> Mapping[str, OptionSpec]:
    """The legal keys of a dataclass by YAML name, in the order of their declaration."""
    hints = get_type_hints(owner)
    specs = [
        OptionSpec(
            key=field.metadata["key"] or field.name,
            attribute=field.name,
            annotation=hints[field.name],
            help=field.metadata["help"],
            required=field.default is dataclasses.MISSING,
            default=None if field.default is dataclasses.MISSING else field.default,
            least=field.metadata["least"],
            most=field.metadata["most"],
            one_of=field.metadata["one_of"],
            usual=field.metadata["usual"],
        )
        for field in dataclasses.fields(owner)
        if "help" in field.metadata and "nested" not in field.metadata
    ]
    return MappingProxyType({spec.key: spec for spec in specs})


@cache
def nested_of(owner: type) -> Mapping[str, OptionSpec]:
    """The keys of a dataclass that hold more than a plain value, in the order of declaration."""
    hints = get_type_hints(owner)
    found = {
        field.name: OptionSpec(
            key=field.name,
            attribute=field.name,
            annotation=hints[field.name],
            help=field.metadata["help"],
            required=field.metadata["nested"],
        )
        for field in dataclasses.fields(owner)
        if "nested" in field.metadata
    }
    return MappingProxyType(found)
