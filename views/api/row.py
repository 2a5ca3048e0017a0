"""A row as JSON: what the actor is shown of it, under the names of its fields."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.access import Shown, ShownValue
from app.reading import Record
from models.fields import Derived

Values = Mapping[str, ShownValue]

# What the system keeps of every row. Fields cannot have these names.
SYSTEM = ("id", "version", "org_code", "updated_at")


def shown_values(shown: Shown, names: Iterable[str]) -> Values:
    """Those of `names` that the row's own form has and that are not hidden."""
    values = {name: shown.value(name) for name in names if name in shown.entity.fields}
    return {name: value for name, value in values.items() if value is not None}


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
    values = shown_values(record.shown, record.shown.names())
    present = row_json(record.row, values)
    derived = [n for n, field in record.entity.fields.items() if isinstance(field, Derived)]
    fixed = {n: present[n] for n in (*SYSTEM, *masked_columns(values), *derived) if n in present}
    return {n: v for n, v in given.items() if n not in fixed or not _same(v, fixed[n])}


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other
