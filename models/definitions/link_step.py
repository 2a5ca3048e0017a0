"""A default that stands in a linked record: `default: person.house`. One step, through one link;
with commas several, of which the first that leads somewhere counts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.fields import Field
from models.source import Cursor

_STEP = re.compile(r"\s*([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\s*\Z")


@dataclass(frozen=True)
class LinkStep:
    """The value of `field` in the record that `link` leads to."""

    link: str
    field: str

    def __str__(self) -> str:
        return f"{self.link}.{self.field}"


def steps_in(text: object) -> tuple[LinkStep, ...]:
    """The steps that a default is written as; none if it is an expression."""
    parts = text.split(",") if isinstance(text, str) else []
    found = [_STEP.match(part) for part in parts]
    return tuple(LinkStep(step[1], step[2]) for step in found if step) if all(found) else ()


def read_steps(cursor: Cursor, fields: Iterable[str]) -> Mapping[str, tuple[LinkStep, ...]]:
    """The defaults under the fields of a mapping that are steps through links, by field."""
    every = {name: steps_in(cursor.child(name, "default").value) for name in fields}
    return {name: steps for name, steps in every.items() if steps}


def follows(source: Field, field: Field) -> bool:
    """Whether a value of `source` means the same in `field`."""
    return source.kept and source.storage() is not None and source.meaning == field.meaning
