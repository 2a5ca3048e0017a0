"""What stands in a new record before anybody types: the `default:` of its fields."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from models.definitions.entity import READABLE_SYSTEM, Entity
from models.expressions import ExpressionFailed, Kind
from models.fields import Field, OrgUnitLink
from models.source import Refused

# The id of the actor's own unit, for a field that chooses a unit.
OWN_UNIT = "own_unit"


def default_kinds(entity: Entity, field: Field) -> Mapping[str, Kind]:
    """What the default of a field may read: other fields, and one's own unit where units are
    chosen. The place of the record is not settled yet."""
    kinds = {name: kind for name, kind in entity.kinds.items() if name not in READABLE_SYSTEM}
    kinds.pop(field.name, None)
    return {**kinds, OWN_UNIT: Kind.NUMBER} if isinstance(field, OrgUnitLink) else kinds


def default_values(
    entity: Entity,
    given: Mapping[str, object],
    *,
    today: datetime.date,
    own_units: Mapping[str, int],
) -> dict[str, Any]:
    """Values of the fields that were not given and have a default, in the order of the
    definition: each may read what was given and the defaults before it. `own_units` are the ids
    of the actor's units by level. A default that cannot be worked out is none."""
    values = {name: _read(entity, name, raw) for name, raw in given.items()}
    found: dict[str, Any] = {}
    for name, expression in entity.defaults.items():
        if name in given or name not in entity.fields:  # a county may have taken it away
            continue
        field = entity.fields[name]
        levels = field.levels if isinstance(field, OrgUnitLink) else ()
        own = next((own_units[level] for level in levels if level in own_units), None)
        try:
            result = expression.evaluate({**values, OWN_UNIT: own}, today)
            # Every field of numbers reads them as text; not all of them take a Decimal.
            value = field.parse(str(result) if isinstance(result, Decimal) else result)
        except (ExpressionFailed, Refused):
            continue
        if value is not None:
            found[name] = values[name] = value
    return found


def _read(entity: Entity, name: str, raw: object) -> Any:
    field = entity.fields.get(name)
    try:
        return field.parse(raw) if field else None
    except Refused:
        return None
