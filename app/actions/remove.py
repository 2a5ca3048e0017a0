"""Remove a record: it is kept, out of sight, and can be restored."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Select, func, select

from app.access import system_work
from app.actions.action import Action
from app.actions.audit_record import record
from app.actions.change import Stale
from app.actions.work import Work
from models.definitions import Entity
from models.fields import CORE, Link, SubRows
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
        problems = in_use(work, self.entity, row.id)
        if problems:
            raise Problems(problems)
        row.removed_at = datetime.datetime.now(datetime.UTC)
        row.updated_by = work.access.actor.id
        work.session.flush()
        record(work, "remove", work.entity(self.entity, row.org_code), row, {})
        return row


def in_use(work: Work, name: str, row_id: int) -> list[Problem]:
    """A problem for each entity whose records still belong to this one. Counted over all records:
    a removed house must leave nobody behind, seen or not. What marks a record is counted as far as
    the actor sees it: to others there is no mark."""
    entities = work.book.catalogue.entities.values()
    found = list(_counted(work, [e for e in entities if e.tag], name, row_id))
    with system_work(work.session, "does anything still belong to this record"):
        found += _counted(work, [e for e in entities if not e.tag], name, row_id)
    return found


def _counted(work: Work, entities: Iterable[Entity], name: str, row_id: int) -> Iterator[Problem]:
    for entity in entities:
        for held in _links_to(work, entity, name):
            count = work.session.scalar(held(row_id)) or 0
            if count:
                values = {"count": count, "entity": Sentence(entity.label)}
                yield Problem(IN_USE, FieldPlace(), values)


def _links_to(work: Work, entity: Entity, name: str) -> Iterator[Callable[[int], Select[Any]]]:
    """For each link of an entity or of its rows to records of `name`: how many of its present
    records lead to one of them."""
    cls = work.book.tables.rows[entity.name]

    def of(column: Any, *more: Any) -> Callable[[int], Select[Any]]:
        return lambda row_id: select(func.count(cls.id.distinct())).where(
            column == row_id, cls.removed_at.is_(None), *more
        )

    for field in entity.fields.values():
        if isinstance(field, Link) and field.to == name and field.owner == CORE:
            yield of(getattr(cls, field.name))
        # What an act keeps of where a record came from holds nothing.
        for inner in field.fields if isinstance(field, SubRows) and field.entered else ():
            if isinstance(inner, Link) and inner.to == name:
                below = work.book.tables.sub_rows[entity.name, field.name]
                yield of(getattr(below, inner.name), below.parent_id == cls.id)
