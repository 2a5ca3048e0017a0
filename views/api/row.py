"""A row as JSON: what the actor is shown of it, under the names of its fields."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.access import Shown, ShownValue
from app.reading import Record
from models.fields import Derived
from models.fields.links import RECORD, Links

Values = Mapping[str, ShownValue]

# What the system keeps of every row. Fields cannot have these names.
SYSTEM = ("id", "version", "org_code", "updated_at")


def shown_values(shown: Shown, names: Iterable[str]) -> Values:
    """Those of `names` that the row's own form has and that are not hidden."""
    values = {name: shown.value(name) for name in names if name in shown.entity.fields}
    return {name: value for name, value in values.items() if value is not None}


def record_values(record: Record, names: Iterable[str]) -> Values:
    """The same of a record that was read: of those that it came from or became, the ones alone that
    its reader sees."""
    values = shown_values(record.shown, names)
    return {name: _seen(record, name, value) for name, value in values.items()}


def _seen(record: Record, name: str, value: ShownValue) -> ShownValue:
    if not isinstance(value.field, Links) or value.field.entered:
        return value
    titles = record.row_links.get((name, RECORD), {})
    return replace(value, json=[one for one in value.json if one in titles])


def row_json(row: Any, values: Values) -> dict[str, Any]:
    """What the system keeps of the row, and these values."""
    return {
        "id": row.id,
        "version": row.version,
        "org_code": row.org_code,
        "updated_at": row.updated_at.isoformat(),
        **{name: value.json for name, value in values.items()},
    }


def masked_columns(values: Values) -> list[str]:
    """The names of those that stand masked."""
    return [name for name, value in values.items() if value.masked]


def without_unchanged(record: Record, given: Mapping[str, object]) -> dict[str, object]:
    """What was sent less what nobody can write and what stands as the actor was shown it: so that
    the answer to a GET can be sent back whole. What differs stays, and is refused in its turn."""
    values = record_values(record, record.shown.names())
    present = row_json(record.row, values)
    unwritten = [
        n
        for n, field in record.entity.fields.items()
        if isinstance(field, Derived) or (isinstance(field, Links) and not field.entered)
    ]
    fixed = {n: present[n] for n in (*SYSTEM, *masked_columns(values), *unwritten) if n in present}
    return {n: v for n, v in given.items() if n not in fixed or not _same(v, fixed[n])}


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other
