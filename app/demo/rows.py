"""Rows for a table, each read by its definition first: what a form would refuse is not loaded."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from psycopg import Connection as Driver
from psycopg import sql
from psycopg.types.json import Jsonb

from models.definitions import Catalogue, Entity, read_entry
from models.fields import CORE, Field, SubRows
from models.fields.document_storage import DocumentStorage
from models.source import Problems
from models.tables.county_fields import CountyKeys

Columns = Mapping[str, object]
SubRowsRead = Mapping[str, Sequence[Columns]]


class RowReader:
    """Reads raw values of one entity, wherever a row stands, as of one day."""

    def __init__(
        self, catalogue: Catalogue, keys: CountyKeys, entity: str, today: datetime.date
    ) -> None:
        self._catalogue = catalogue
        self._keys = keys
        self._today = today
        self.entity = catalogue.entities[entity]

    def read(self, given: Mapping[str, object], org_code: str) -> tuple[Columns, SubRowsRead]:
        """The columns of the row, and its sub-rows by field. Values of fields that the definition
        does not have there are left out. Raises Problems as a form would."""
        entity = self._catalogue.entity(self.entity.name, org_code)
        known = {n: v for n, v in given.items() if n in entity.stored and v is not None}
        entry = read_entry(entity, known, today=self._today)
        if entry.problems:
            raise Problems(entry.problems)
        columns: dict[str, object] = {
            name: _stored(field, entry.values[name]) for name, field in entity.columns.items()
        }
        columns["org_code"] = org_code
        columns["ext"] = Jsonb(self._county_values(entity, entry.values))
        return columns, {name: entry.values[name] or () for name in entity.sub_rows}

    def _county_values(self, entity: Entity, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            self._keys.of(entity.name, field): field.json(values[name])
            for name, field in entity.stored.items()
            if field.owner != CORE and values[name] is not None
        }


def _stored(field: Field, value: Any) -> object:
    """What COPY writes into a column."""
    document = value is not None and isinstance(field.storage(), DocumentStorage)
    return Jsonb(field.json(value)) if document else value


def columns_of(entity: Entity) -> list[str]:
    """The columns that are copied, beside those that the database fills."""
    return ["id", "org_code", "ext", *entity.columns]


def sub_columns_of(field: SubRows) -> list[str]:
    """The same for a table of sub-rows."""
    return ["parent_id", "position", "org_code", *(inner.name for inner in field.fields)]


def copy_rows(
    driver: Driver[Any], table: str, columns: Sequence[str], rows: Iterable[Columns]
) -> None:
    """Add rows by COPY. Columns that are not named take their defaults."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([row.get(name) for name in columns])
