"""Remove a record: it is kept, out of sight, and can be restored."""

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import func, select

from app.access import system_work
from app.actions.action import Action
from app.actions.audit_record import record
from app.actions.change import Stale
from app.actions.work import Work
from models.fields import CORE, Link
from models.source import Code, FieldPlace, Problem, Problems, Sentence

IN_USE = Code(
    "actions.E005",
    "%(count)d records (%(entity)s) still belong to this one; move or remove them first",
)


@dataclass(frozen=True, kw_only=True)
class Remove(Action):
    """Take a record out of all lists. Refused while others link to it."""

    row_id: int
    version: int | None = None

    verb: ClassVar[str] = "remove"

    def carry_out(self, work: Work) -> Any:
        """See Action. Raises Stale if a version is given and is not the present one."""
        row = self.take(work, self.row_id)
        if self.version is not None and self.version != row.version:
            raise Stale(row)
        problems = _in_use(work, self.entity, row.id)
        if problems:
            raise Problems(problems)
        row.removed_at = datetime.datetime.now(datetime.UTC)
        row.updated_by = work.access.actor.id
        work.session.flush()
        record(work, "remove", work.entity(self.entity, row.org_code), row, {})
        return row


def _in_use(work: Work, name: str, row_id: int) -> list[Problem]:
    """Counted over all records: a removed house must leave nobody behind, seen or not."""
    found = []
    with system_work(work.session, "does anything still belong to this record"):
        for entity in work.book.catalogue.entities.values():
            cls = work.book.tables.rows[entity.name]
            for field in entity.fields.values():
                if not isinstance(field, Link) or field.to != name or field.owner != CORE:
                    continue
                query = select(func.count()).where(
                    getattr(cls, field.name) == row_id, cls.removed_at.is_(None)
                )
                count = work.session.scalar(query) or 0
                if count:
                    values = {"count": count, "entity": Sentence(entity.label)}
                    found.append(Problem(IN_USE, FieldPlace(), values))
    return found
