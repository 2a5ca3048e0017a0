"""A new record: judged where it will stand, numbered, written, logged."""

import datetime
from collections.abc import Mapping
from typing import Any

from app.actions.alike import ask_whether_alike
from app.actions.attached_files import attach_files, check_files
from app.actions.audit_record import differences, record
from app.actions.links import check_links, check_located
from app.actions.numbering import numbers
from app.actions.uniqueness import check_unique, check_unique_elsewhere
from app.actions.work import Work
from models.definitions import Entity
from models.source import Problem
from models.tables.row_values import write_sub_rows, write_values


def check_new(
    work: Work,
    entity: Entity,
    values: Mapping[str, Any],
    org_code: str | None,
    problems: list[Problem],
    *,
    taken_over: Mapping[str, Any] | None = None,
    another: str | None = None,
) -> str:
    """The org_code that a new record with these values stands at. Raises Problems, with those
    found before, and Denied if the actor may not add one there. Links that are `taken_over` from
    another record are not asked for again."""
    problems = [*problems, *check_links(work, entity, values, taken_over or {})]
    problems += check_files(work, entity, values, {})
    if org_code is not None:
        work.check_may("add", entity.name, org_code)
        problems += check_unique(work, entity, values, {}, org_code)
    org_code = check_located(entity, org_code, problems)
    if another is not None:
        ask_whether_alike(work, entity, values, another)
    check_unique_elsewhere(work, entity, values, {}, org_code)
    return org_code


def write_new(
    work: Work,
    entity: Entity,
    values: Mapping[str, Any],
    org_code: str,
    *,
    action: str = "create",
    on_day: datetime.date | None = None,
    reason: str = "",
) -> Any:
    """The row of a record that was judged. One that an act made has the act's day and reason."""
    actor = work.access.actor.id
    values = {**values, **numbers(work, entity, org_code)}
    row = work.book.tables.rows[entity.name](
        org_code=org_code, ext={}, created_by=actor, updated_by=actor
    )
    write_values(work.book.tables, work.book.keys, entity, row, values)
    work.session.add(row)
    work.session.flush()
    write_sub_rows(work.session, work.book.tables, entity, row, values)
    attach_files(work, entity, row, values, {})
    changes = differences(entity, {}, values)
    record(work, action, entity, row, changes, on_day=on_day, reason=reason)
    return row
