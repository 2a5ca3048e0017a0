"""A row's values by field, wherever they are kept: column, `ext` document, or rows below."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from models.definitions import Entity
from models.expressions import Kind
from models.fields import CORE, Field, SubRows
from models.source import Refused
from models.tables.county_fields import CountyKeys, stored
from models.tables.entity_tables import Tables


def read_values(
    tables: Tables, keys: CountyKeys, entity: Entity, row: Any, below: Mapping[str, Iterable[Any]]
) -> dict[str, Any]:
    """Every stored field's value. `below` has the rows of each field of sub-rows; a field that is
    not in it comes out as None."""
    values: dict[str, Any] = {}
    for name, field in entity.stored.items():
        if isinstance(field, SubRows):
            rows = below.get(name)
            values[name] = None if rows is None else tuple(_row(field, r) for r in rows)
        elif field.owner == CORE:
            values[name] = getattr(row, name)
        else:
            values[name] = _from_ext(field, row.ext.get(keys.of(entity.name, field)))
    return values


def _row(field: SubRows, row: Any) -> dict[str, Any]:
    return {inner.name: getattr(row, inner.name) for inner in field.fields}


def _from_ext(field: Field, stored: object) -> Any:
    """What was stored under an older form of the field and no longer reads is shown as nothing."""
    try:
        return field.parse(stored)
    except Refused:
        return None


def write_values(
    tables: Tables,
    keys: CountyKeys,
    entity: Entity,
    row: Any,
    values: Mapping[str, Any],
) -> None:
    """Put values into the row's columns and `ext`. Sub-rows are written by `write_sub_rows`."""
    ext = dict(row.ext or {})
    for name, field in entity.stored.items():
        if name not in values or isinstance(field, SubRows):
            continue
        value = values[name]
        if field.owner == CORE:
            if getattr(row, name) != value:
                setattr(row, name, value)
            continue
        key = keys.of(entity.name, field)
        if value is None:
            ext.pop(key, None)
        else:
            ext[key] = field.json(value)
    if ext != (row.ext or {}):
        row.ext = ext


def write_sub_rows(
    session: Session, tables: Tables, entity: Entity, row: Any, values: Mapping[str, Any]
) -> None:
    """Replace the rows below `row` with those of `values`. The row must have its id."""
    for name in entity.sub_rows:
        if name not in values:
            continue
        cls = tables.sub_rows[entity.name, name]
        for old in session.query(cls).filter(cls.parent_id == row.id):
            session.delete(old)
        for position, inner in enumerate(values[name] or ()):
            below = cls(parent_id=row.id, position=position, org_code=row.org_code, **inner)
            session.add(below)


def column_of(tables: Tables, keys: CountyKeys, entity: Entity, field: Field) -> ColumnElement[Any]:
    """The SQL expression of a field's value, for filters and sorts: of a county's field, which
    `ext` holds, a number or text as `field.json` writes it. Raises KeyError for a field that the
    row itself does not hold."""
    cls = tables.rows[entity.name]
    if isinstance(field, SubRows) or not field.kept:
        raise KeyError(field.name)
    if field.owner == CORE:
        return getattr(cls, field.name)  # type: ignore[no-any-return]
    return stored(cls.ext, keys.of(entity.name, field), field)


def compared(field: Field, value: Any) -> Any:
    """A parsed value as the expression of `column_of` is compared with it."""
    if field.owner == CORE or field.kind in (Kind.NUMBER, Kind.LIST):
        return value
    written = field.json(value)
    return written if isinstance(written, str) else field.format(value)
