"""Unique values are asked of all records, not only of those the actor sees. This is one of the
few places that look beyond the scope; what they tell is only that a value is taken."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from app.access import system_work
from app.actions.audit_record import ACTION_NOT_UNIQUE
from app.actions.look_up import check_limit
from app.actions.work import Work
from models.definitions import Entity
from models.fields import CORE
from models.source import FieldPlace, Problem, Problems


class TakenElsewhere(Problems):
    """Values that records beyond the actor's scope have."""


def check_unique(
    work: Work, entity: Entity, values: Mapping[str, Any], before: Mapping[str, Any], org_code: str
) -> list[Problem]:
    """A problem for every unique field, newly set, whose value another record has that the actor
    sees."""
    cls = work.book.tables.rows[entity.name]
    found = []
    for name, column, value in _wanted(entity, values, before, org_code):
        query = select(cls.id).where(getattr(cls, column) == value, cls.removed_at.is_(None))
        with work.session.no_autoflush:
            if work.session.scalar(query) is not None:
                found.append(Problem(ACTION_NOT_UNIQUE, FieldPlace((name,))))
    return found


def check_unique_elsewhere(
    work: Work, entity: Entity, values: Mapping[str, Any], before: Mapping[str, Any], org_code: str
) -> None:
    """The same of records that the actor does not see. Asked last, when nothing else stands in the
    way: that a value is free is told by nothing but a record that was made. Raises TakenElsewhere,
    which is written down, and TooManyQuestions."""
    wanted = list(_wanted(entity, values, before, org_code))
    if wanted:
        check_limit(work, told=True)
    taken = [
        Problem(ACTION_NOT_UNIQUE, FieldPlace((name,)))
        for name, column, value in wanted
        if holder_of(work, entity, column, value) is not None
    ]
    if taken:
        raise TakenElsewhere(taken)


def _wanted(
    entity: Entity, values: Mapping[str, Any], before: Mapping[str, Any], org_code: str
) -> Iterator[tuple[str, str, Any]]:
    """Field, column and value of what is newly set and must be unique."""
    for name, field in entity.stored.items():
        newly = values.get(name) not in (None, before.get(name))
        if field.unique and field.owner == CORE and newly:
            yield name, name, values[name]
    if entity.locates and before.get("org_code") != org_code:
        yield entity.locates, "org_code", org_code


def holder_of(work: Work, entity: Entity, column: str, value: Any) -> int | None:
    """The id of the record that has this value, wherever it stands."""
    cls = work.book.tables.rows[entity.name]
    query = select(cls.id).where(getattr(cls, column) == value, cls.removed_at.is_(None))
    with work.session.no_autoflush, system_work(work.session, "is this value taken"):
        found: int | None = work.session.scalar(query)
    return found
