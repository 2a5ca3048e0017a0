"""What no two records may have in common, as a field or an entity says it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.fields import CORE, Field
from models.fields.levels import LEVELS
from models.source import Code, Cursor, Sentence, option

UNKNOWN_LEVEL = Code("definitions.E048", '"%(level)s" is not a level within which to be unique')
NOT_UNIQUE_FIELD = Code("definitions.E049", '"%(name)s" cannot be part of what is unique')


@dataclass(frozen=True)
class Unique:
    """These fields together, among the present records of one unit of the level `within`; of all,
    if that is empty. A record in which one of them is empty has nothing in common with any."""

    fields: tuple[str, ...]
    within: str = ""

    @property
    def length(self) -> int:
        """The digits of an org_code that tell the unit; 0 for all records."""
        return LEVELS.get(self.within, 0)


@dataclass(frozen=True, kw_only=True)
class UniqueHead:
    """The keys of one entry of an entity's `unique:`."""

    fields: tuple[str, ...] = option(help="The fields whose values together occur once.")
    within: str = option(
        "", help="The level of the units each of which is judged by itself.", one_of=LEVELS
    )


def read_uniques(cursor: Cursor) -> tuple[Unique, ...]:
    """What an entity lists under `unique:`."""
    found = []
    for item in cursor.items():
        given: dict[str, Any] = item.options(UniqueHead, called=Sentence("something unique"))
        found.append(Unique(given.get("fields", ()), given.get("within", "")))
    return tuple(found)


def uniques_of_fields(fields: Mapping[str, Field]) -> Iterator[Unique]:
    """What the fields say of themselves."""
    for name, field in fields.items():
        if field.owner != CORE:
            continue
        if field.unique or field.unique_within or field.always_unique:
            yield Unique((name,), field.unique_within)


def check_level(cursor: Cursor, level: str) -> None:
    """Report a level within which nothing can be unique."""
    if level not in ("", *LEVELS):
        cursor.complain(UNKNOWN_LEVEL, near=LEVELS, of=level, level=level)
