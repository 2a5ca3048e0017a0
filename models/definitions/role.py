"""A role: what kind of post it is. What it may do stands with each entity, under `access:`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.fields.levels import LEVELS
from models.source import Code, Cursor, Name, Place, Sentence, nested, nested_of, option

UNKNOWN_LEVEL = Code("definitions.E040", '"%(level)s" is not a level of the organisation tree')


@dataclass(frozen=True, kw_only=True)
class Role:
    """A post that an account may hold at a unit of its level."""

    name: str
    place: Place
    label: str = option(help="What people read, in Chinese.")
    level: str = option(help="The level of the units it is held at.", one_of=LEVELS)
    department: bool = option(False, help="Whether it is held for one department of the unit.")
    help: str = option("", help="What the post is for.")


@dataclass(frozen=True, kw_only=True)
class RolesHead:
    """The keys of `roles.yaml`."""

    roles: Mapping[Name, Role] = nested(help="The posts that an account may hold, by name.")


def read_roles(cursor: Cursor) -> dict[str, Role]:
    """The roles of `roles.yaml`, by name."""
    roles: dict[str, Role] = {}
    cursor.check_keys(nested_of(RolesHead), "roles.yaml")
    for entry in cursor.child("roles").entries():
        entry.check_key_is_name()
        given: dict[str, Any] = {"label": "", "level": ""}
        given |= entry.options(Role, called=Sentence("a role"))
        level = given["level"]
        if level not in ("", *LEVELS):
            entry.child("level").complain(UNKNOWN_LEVEL, near=LEVELS, of=level, level=level)
        roles[entry.key] = Role(name=entry.key, place=entry.key_place, **given)
    return roles
