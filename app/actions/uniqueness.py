"""Unique values are asked of all records, not only of those the actor sees. This is one of the
few places that look beyond the scope; what they tell is only that a value is taken."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from app.access import Level, system_work
from app.actions.audit_record import ACTION_NOT_UNIQUE
from app.actions.look_up import check_limit
from app.actions.work import Work
from models.definitions import Entity
from models.source import FieldPlace, Problem, Problems


class TakenElsewhere(Problems):
    """Values that records beyond the actor's scope have."""


def check_unique(
    work: Work, entity: Entity, values: Mapping[str, Any], before: Mapping[str, Any], org_code: str
) -> list[Problem]:
    """A problem for all that is unique, newly set, and that another record has which the actor
    sees. What he sees masked there is not asked here, but with what is out of sight."""
    found = []
    for names, condition in _wanted(work, entity, values, before, org_code):
        if not all(work.access.level(entity, name) is Level.CLEAR for name in names):
            continue
        with work.session.no_autoflush:
            if work.session.scalar(_holder(work, entity, condition)) is not None:
                found.append(Problem(ACTION_NOT_UNIQUE, FieldPlace((names[-1],))))
    return found


def check_unique_elsewhere(
    work: Work, entity: Entity, values: Mapping[str, Any], before: Mapping[str, Any], org_code: str
) -> None:
    """The same of records that the actor does not see. Asked last, when nothing else stands in the
    way: that a value is free is told by nothing but a record that was made. Raises TakenElsewhere,
    which is written down, and TooManyQuestions."""
    wanted = list(_wanted(work, entity, values, before, org_code))
    if wanted:
        check_limit(work, told=True)
    taken = [
        Problem(ACTION_NOT_UNIQUE, FieldPlace((names[-1],)))
        for names, condition in wanted
        if _anywhere(work, entity, condition) is not None
    ]
    if taken:
        raise TakenElsewhere(taken)


def holder_of(work: Work, entity: Entity, column: str, value: Any) -> int | None:
    """The id of the record that has this value, wherever it stands."""
    cls = work.book.tables.rows[entity.name]
    return _anywhere(work, entity, getattr(cls, column) == value)


def _wanted(
    work: Work,
    entity: Entity,
    values: Mapping[str, Any],
    before: Mapping[str, Any],
    org_code: str,
) -> Iterator[tuple[tuple[str, ...], ColumnElement[bool]]]:
    """What is newly set and must be unique: its fields, of which the last is spoken of, and the
    condition on a record that has the same. A record that moves to another unit is judged anew
    there."""
    cls = work.book.tables.rows[entity.name]
    old_code = before.get("org_code")
    for unique in entity.uniques:
        mine = {name: values.get(name) for name in unique.fields}
        unit = org_code[: unique.length]
        moved = unique.within and (old_code or "")[: unique.length] != unit
        same = all(before.get(name) == value for name, value in mine.items())
        if None in mine.values() or (same and not moved):
            continue
        conditions = [getattr(cls, name) == value for name, value in mine.items()]
        if unique.within:
            conditions.append(func.left(cls.org_code, unique.length) == unit)
        yield unique.fields, and_(*conditions)
    if entity.locates and old_code != org_code:
        yield (entity.locates,), cls.org_code == org_code


def _holder(work: Work, entity: Entity, condition: ColumnElement[bool]) -> Select[Any]:
    cls = work.book.tables.rows[entity.name]
    return select(cls.id).where(condition, cls.removed_at.is_(None))


def _anywhere(work: Work, entity: Entity, condition: ColumnElement[bool]) -> int | None:
    with work.session.no_autoflush, system_work(work.session, "is this value taken"):
        found: int | None = work.session.scalar(_holder(work, entity, condition))
    return found
