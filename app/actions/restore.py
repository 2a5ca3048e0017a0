"""Restore a removed record."""

from dataclasses import dataclass
from typing import Any, ClassVar

from app.actions.action import Action
from app.actions.audit_record import record
from app.actions.links import check_links
from app.actions.uniqueness import check_unique, check_unique_elsewhere
from app.actions.work import NotFound, Work
from models.source import Problems


@dataclass(frozen=True, kw_only=True)
class Restore(Action):
    """Bring a record back into the lists, if what it links to is still there and its unique
    values were not taken meanwhile."""

    row_id: int

    verb: ClassVar[str] = "restore"

    def carry_out(self, work: Work) -> Any:
        """See Action."""
        row = self.take(work, self.row_id, removed=True)
        if row.removed_at is None:
            raise NotFound
        entity = work.entity(self.entity, row.org_code)
        values = work.values(entity, row)
        problems = check_links(work, entity, values, {})
        problems += check_unique(work, entity, values, {}, row.org_code)
        if problems:
            raise Problems(problems)
        check_unique_elsewhere(work, entity, values, {}, row.org_code)
        row.removed_at = None
        row.updated_by = work.access.actor.id
        work.session.flush()
        record(work, "restore", entity, row, {})
        return row
