"""Where a county's field is kept: the key in a row's `ext` document.

The key names owner, field and generation (`130730.vineyard_worker.1`), so that no value is ever
read under another meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Numeric,
    String,
    cast,
    collate,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from models.definitions import Catalogue
from models.expressions import Kind
from models.fields import CORE, Field
from models.tables.definition_version import CountyField

Identity = tuple[str, str, str]  # county, entity, name


@dataclass(frozen=True)
class CountyKeys:
    """The `ext` key of every county field that the database knows as in use."""

    keys: Mapping[Identity, str]

    def of(self, entity: str, field: Field) -> str:
        """The key. Raises KeyError for a field that was not applied."""
        return self.keys[field.owner, entity, field.name]


def defined(catalogue: Catalogue) -> dict[Identity, Field]:
    """Every county field of the catalogue."""
    return {
        (county, entity.name, field.name): field
        for county, entities in catalogue.counties.items()
        for entity in entities.values()
        for field in entity.fields.values()
        if field.owner != CORE
    }


def known(connection: Connection) -> list[CountyField]:
    """Every identity ever given, the oldest first."""
    table = CountyField.__table__
    rows = connection.execute(select(table).order_by(table.c.id))
    return [CountyField(**row._mapping) for row in rows]


def present_keys(connection: Connection) -> CountyKeys:
    """The keys in use."""
    return CountyKeys(
        {
            (field.county, field.entity, field.name): key_of(field)
            for field in known(connection)
            if field.retired_at is None
        }
    )


def stored(ext: ColumnElement[Any], key: str, field: Field) -> ColumnElement[Any]:
    """The SQL expression of the value under a key of `ext`: a number for numbers, a
    document for lists, otherwise text as `field.json` writes it, in the order of its code points.
    Indexes and conditions use this one, so that they meet; the key is written out, since an index
    is of one key."""
    if field.kind is Kind.LIST:
        return ext.op("->", return_type=JSONB())(literal_column(f"'{key}'"))
    value = ext.op("->>", return_type=String())(literal_column(f"'{key}'"))
    return cast(value, Numeric) if field.kind is Kind.NUMBER else collate(value, "C")


def key_of(field: CountyField) -> str:
    """The key of one identity."""
    return f"{field.county}.{field.name}.{field.generation}"
