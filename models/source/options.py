"""Legal YAML keys are declared attributes of a frozen dataclass, each with a help text.

The reading, the "did you mean", the reference page and the JSON Schema all come from these
declarations, so none of them can fall behind.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any, get_type_hints


def option(
    default: Any = dataclasses.MISSING,
    *,
    help: str,
    key: str | None = None,
    least: int | None = None,
    most: int | None = None,
) -> Any:
    """A key of a YAML mapping, read into this attribute.

    `default` is what an unwritten key means; without one the key must be written. `key` is the
    name in YAML where Python reserves it (`from`, `in`). `least` and `most` bound a number.
    """
    metadata = {"help": help, "key": key, "least": least, "most": most}
    return dataclasses.field(default=default, metadata=metadata)


@dataclasses.dataclass(frozen=True)
class OptionSpec:
    """One legal key: its YAML name, the attribute that holds it, its annotation, help, bounds."""

    key: str
    attribute: str
    annotation: Any
    help: str
    required: bool
    least: int | None = None
    most: int | None = None

    def allows(self, value: Any) -> bool:
        """Whether a number is within the bounds; every other value is."""
        if self.least is None or self.most is None:
            return True
        return bool(self.least <= value <= self.most)


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
            least=field.metadata["least"],
            most=field.metadata["most"],
        )
        for field in dataclasses.fields(owner)
        if "help" in field.metadata
    ]
    return {spec.key: spec for spec in specs}
