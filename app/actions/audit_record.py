"""The record of an act, written in the same transaction."""

import datetime
from collections.abc import Mapping
from typing import Any

from app.actions.work import Work
from models.definitions import Entity
from models.source import Code
from models.tables.audit import Audit

ACTION_NOT_UNIQUE = Code("actions.E001", "another record has this value already")
ACTION_FAILED_LINK = Code(
    "actions.E002", "a record this one belongs to has just been removed; please start again"
)


def record(
    work: Work,
    action: str,
    entity: Entity,
    row: Any,
    changes: Mapping[str, Any],
    *,
    on_day: datetime.date | None = None,
    reason: str = "",
) -> None:
    """Add the audit record. The row must be flushed, so that its id and version are there. A
    change of life has the day it happened on and its reason."""
    work.session.add(
        Audit(
            actor_id=work.access.actor.id,
            actor_name=work.access.actor.name,
            action=action,
            entity=entity.name,
            row_id=row.id,
            org_code=row.org_code,
            version=row.version,
            changes=dict(changes),
            request_id=work.request_id,
            on_day=on_day,
            reason=reason,
        )
    )


def differences(
    entity: Entity, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, list[Any]]:
    """Old and new value of every field that differs, in JSON form."""
    changes = {}
    for name, field in entity.stored.items():
        old = before.get(name)
        new = after.get(name)
        if (old or None) != (new or None) or (old is False) != (new is False):
            changes[name] = [
                None if old is None else field.json(old),
                None if new is None else field.json(new),
            ]
    return changes
