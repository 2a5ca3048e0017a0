"""Puts new values into a record that stands, and lets everything follow that follows."""

import datetime
from collections.abc import Mapping
from typing import Any

from app.actions.attached_files import attach_files, check_files, files_of
from app.actions.links import check_links, check_located, location_after
from app.actions.relocate import relocate
from app.actions.uniqueness import check_unique, check_unique_elsewhere
from app.actions.work import Work
from models.definitions import Entity
from models.source import Problem
from models.tables.row_values import write_sub_rows, write_values


def check_rewrite(
    work: Work,
    verb: str,
    entity: Entity,
    row: Any,
    before: Mapping[str, Any],
    values: Mapping[str, Any],
    problems: list[Problem],
) -> str:
    """The org_code that the record has with these values. Raises Problems, with those found
    before, and Denied if the actor may not do `verb` where it would stand."""
    problems = [*problems, *check_links(work, entity, values, before)]
    problems += check_files(work, entity, values, files_of(work, entity, row))
    org_code = None
    if not problems:
        org_code = location_after(work, entity, values, before, row.org_code)
    here = {**before, "org_code": row.org_code}
    if org_code is not None:
        work.check_may(verb, entity.name, org_code)
        problems += check_unique(work, entity, values, here, org_code)
    org_code = check_located(entity, org_code, problems)
    check_unique_elsewhere(work, entity, values, here, org_code)
    return org_code


def rewrite(work: Work, entity: Entity, row: Any, values: Mapping[str, Any], org_code: str) -> None:
    """Write; what is located by a record that moves moves along."""
    files = files_of(work, entity, row)
    write_values(work.book.tables, work.book.keys, entity, row, values)
    row.updated_by = work.access.actor.id
    row.updated_at = datetime.datetime.now(datetime.UTC)
    moved = org_code != row.org_code
    row.org_code = org_code
    work.session.flush()
    write_sub_rows(work.session, work.book.tables, entity, row, values)
    attach_files(work, entity, row, values, files)
    work.session.flush()
    if moved:
        relocate(work, entity.name, row)
