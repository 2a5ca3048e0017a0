"""Change a record, unless another has changed it meanwhile."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from app.actions.action import Action
from app.actions.audit_record import differences, record
from app.actions.links import check_links, location
from app.actions.relocate import relocate
from app.actions.uniqueness import check_unique, check_unique_elsewhere
from app.actions.work import Work
from app.actions.written import writable
from models.definitions import read_entry
from models.source import Code, FieldPlace, Problem, Problems
from models.tables.row_values import write_sub_rows, write_values

NO_VERSION = Code("actions.E004", "say which version of the record this changes")


class Stale(Exception):
    """The record was changed since the actor read it. `row` is what it is now."""

    def __init__(self, row: Any) -> None:
        super().__init__(f"version {row.version}")
        self.row = row


@dataclass(frozen=True, kw_only=True)
class Change(Action):
    """New values for some fields of a record; what is not given stays."""

    row_id: int
    version: int | None
    given: Mapping[str, object]

    verb: ClassVar[str] = "edit"

    def carry_out(self, work: Work) -> Any:
        """See Action. Raises Stale as well."""
        row = self.take(work, self.row_id)
        if self.version is None:
            raise Problems([Problem(NO_VERSION, FieldPlace(("version",)))])
        if self.version != row.version:
            raise Stale(row)
        entity = work.entity(self.entity, row.org_code)
        before = dict(work.values(entity, row))
        given, problems = writable(work.access, entity, self.given, before, row.org_code)
        entry = read_entry(entity, given, today=work.today, before=before)
        problems += entry.problems
        problems += check_links(work, entity, entry.values, before)
        org_code = location(work, entity, entry.values) if not problems else None
        here = {**before, "org_code": row.org_code}
        if org_code is not None:
            self.check_may(work, org_code)
            problems += check_unique(work, entity, entry.values, here, org_code)
        if problems or org_code is None:
            raise Problems(problems)
        check_unique_elsewhere(work, entity, entry.values, here, org_code)
        changes = differences(entity, before, entry.values)
        if not changes:
            return row
        write_values(work.book.tables, work.book.keys, entity, row, entry.values)
        row.updated_by = work.access.actor.id
        row.updated_at = datetime.datetime.now(datetime.UTC)
        moved = org_code != row.org_code
        row.org_code = org_code
        work.session.flush()
        write_sub_rows(work.session, work.book.tables, entity, row, entry.values)
        work.session.flush()
        if moved:
            relocate(work, self.entity, row)
        record(work, "change", entity, row, changes)
        return row
