"""What an actor is shown of a row. Faces get this, never the row."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.access.access import Access
from models.definitions import Entity
from models.definitions.entry import derived_value
from models.definitions.field_level import Level
from models.fields import Derived, Field, Link, SubRows
from models.fields.field import Translate


@dataclass(frozen=True)
class ShownValue:
    """One field as its reader may see it: text for people, JSON for programs."""

    field: Field
    text: str
    json: Any
    masked: bool = False
    value: Any = None
    rows: tuple[Mapping[str, "ShownValue"], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read."""
        return self.text == "" and not self.rows


class Shown:
    """A row's values under an actor's rights. Hidden fields are not in it."""

    def __init__(
        self,
        access: Access,
        entity: Entity,
        org_code: str,
        values: Mapping[str, Any],
        today: datetime.date,
        translate: Translate = str,
    ) -> None:
        self.access = access
        self.entity = entity
        self.org_code = org_code
        self._values = {**values, "org_code": org_code}
        self._today = today
        self._translate = translate

    def names(self) -> list[str]:
        """The fields the actor sees, masked or clear."""
        return [n for n in self.entity.fields if self.level(n) > Level.HIDDEN]

    def level(self, name: str) -> Level:
        """How the actor sees a field of this row."""
        return self.access.level(self.entity, name, self.org_code)

    def value(self, name: str) -> ShownValue | None:
        """One field, or None if it is hidden or there is none where the row stands."""
        field = self.entity.fields.get(name)
        level = self.level(name)
        if field is None or level is Level.HIDDEN:
            return None
        if isinstance(field, Derived):
            value = derived_value(self.entity, name, self._values, self._today)
        else:
            value = self._values.get(name)
        if isinstance(field, SubRows):
            return self._sub_rows(field, value or (), level)
        return self._one(field, value, level)

    def title(self, linked: Mapping[str, str]) -> str:
        """How the record names itself to this actor; `linked` are the titles of its links."""

        def text(name: str) -> str:
            shown = self.value(name)
            if isinstance(self.entity.fields.get(name), Link):
                return linked.get(name, "")
            return shown.text if shown else ""

        return self.entity.title.fill(text)

    def _one(self, field: Field, value: Any, level: Level) -> ShownValue:
        if value is None:
            return ShownValue(field, "", None)
        if level is Level.MASKED:
            masked = field.masked(value)
            return ShownValue(field, masked, masked, masked=True)
        if isinstance(field, Derived):
            return ShownValue(field, field.display(value, self._translate), str(value), value=value)
        return ShownValue(
            field, field.display(value, self._translate), field.json(value), value=value
        )

    def _sub_rows(self, field: SubRows, value: Any, level: Level) -> ShownValue:
        rows = tuple(
            {
                inner.name: self._one(
                    inner, row[inner.name], level if inner.is_masked else Level.CLEAR
                )
                for inner in field.fields
            }
            for row in value
        )
        json = [{name: cell.json for name, cell in row.items()} for row in rows]
        first = field.fields[0]
        text = "" if isinstance(first, Link) else "; ".join(row[first.name].text for row in rows)
        told = field.told(json)
        return ShownValue(field, text, told, masked=level is Level.MASKED, value=value, rows=rows)
