"""Values that rules tie to others more closely than a definition alone lets one guess, and words
that read better than what a type can make up. A field that a definition lacks is not asked for."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from app.generation.made_values import Surroundings
from models.definitions import Entity
from models.fields.choice import Choice

Given = Mapping[str, Any]
OwnValue = Callable[[Entity, Given, Surroundings], Any]


def _component_code(entity: Entity, given: Given, about: Surroundings) -> str:
    """GB/T 30428: county, class, and six digits of its own."""
    return f"{about.org_code[:6]}{given.get('class', '')}{about.id % 1_000_000:06d}"


def _kind_and_number(kind: str) -> OwnValue:
    """The name of a kind, and a number."""

    def name(entity: Entity, given: Given, about: Surroundings) -> str:
        field = entity.fields.get(kind)
        label = ""
        if isinstance(field, Choice) and given.get(kind):
            label = field.vocabulary.path(given[kind])[-1].label
        return f"{about.village}{label or entity.label}{about.id}"

    return name


def _building(entity: Entity, given: Given, about: Surroundings) -> str:
    return f"{about.id % 200 + 1}号楼"


def _someone(entity: Entity, given: Given, about: Surroundings) -> str:
    return about.person()[0]


def _notice(entity: Entity, given: Given, about: Surroundings) -> str:
    return f"{about.village}样例通知{about.id}"


def _days_to_come(entity: Entity, given: Given, about: Surroundings) -> datetime.date:
    return about.today + datetime.timedelta(days=int(about.chance() * 90))


OWN_VALUES: Mapping[tuple[str, str], OwnValue] = {
    ("component", "code"): _component_code,
    ("component", "name"): _kind_and_number("class"),
    ("event", "name"): _kind_and_number("kind"),
    ("unit", "name"): _kind_and_number("kind"),
    ("estate", "name"): _kind_and_number(""),
    ("building", "name"): _building,
    ("grid_staff", "name"): _someone,
    ("visit", "visitor"): _someone,
    ("notice", "title"): _notice,
    ("notice", "text"): _notice,
    ("notice", "until"): _days_to_come,
}
