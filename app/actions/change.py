"""Change a record, unless another has changed it meanwhile."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from app.actions.action import Action
from app.actions.attached_files import with_positions
from app.actions.audit_record import differences, record
from app.actions.rewrite import check_rewrite, rewrite
from app.actions.work import Work
from app.actions.written import writable
from models.definitions import read_entry
from models.source import Code, FieldPlace, Problem, Problems

NO_VERSION = Code("actions.E004", "say which version of the record this changes")


class Stale(Exception):
    """The record was changed since the actor read it. `row` is what it is now."""

    def __init__(self, row: Any) -> None:
        super().__init__(f"version {row.version}")
        self.row = row


@dataclass(frozen=True, kw_only=True)
class Change(Action):
    """New values for some fields of a record; what is not given stays. A change that follows from
    an act on another record has that act's day and reason."""

    row_id: int
    version: int | None
    given: Mapping[str, object]
    on_day: datetime.date | None = None
    reason: str = ""

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
        given = with_positions(work, entity, given, before)
        entry = read_entry(entity, given, today=work.today, before=before)
        problems += entry.problems
        org_code = check_rewrite(work, self.verb, entity, row, before, entry.values, problems)
        changes = differences(entity, before, entry.values)
        if not changes:
            return row
        rewrite(work, entity, row, entry.values, org_code)
        record(work, "change", entity, row, changes, on_day=self.on_day, reason=self.reason)
        return row
