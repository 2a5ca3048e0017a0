"""Links of an entry: each must lead to a record that the actor sees. Missing, removed and out of
scope give the same answer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.actions.accounts_in_scope import accounts_by_id
from app.actions.work import Work
from models.definitions import LEVELS, Entity
from models.fields import AccountLink, Link, OrgUnitLink, SubRows
from models.fields.link import NOT_A_RECORD
from models.source import FieldPlace, Problem, Problems
from models.tables.org_unit import OrgUnit


def linked_code(work: Work, field: Link, target: int) -> str | None:
    """The org_code of the record that a link leads to, or None if the actor may not link there."""
    if isinstance(field, OrgUnitLink):
        unit = select(OrgUnit.org_code).where(OrgUnit.id == target, OrgUnit.level.in_(field.levels))
        return work.session.scalar(unit)
    if isinstance(field, AccountLink):
        account = accounts_by_id(work, [target]).get(target)
        return account.org_code if account else None
    cls = work.book.tables.rows[field.to]
    query = select(cls.org_code).where(cls.id == target, cls.removed_at.is_(None))
    return work.session.scalar(query.with_for_update(read=True))


def check_links(
    work: Work, entity: Entity, values: Mapping[str, Any], before: Mapping[str, Any]
) -> list[Problem]:
    """A problem for every link, newly set, that leads nowhere the actor may link to."""
    old = {(path[0], path[-1], value) for path, _, value in links_in(entity, before)}
    return [
        Problem(NOT_A_RECORD, FieldPlace(path))
        for path, field, value in links_in(entity, values)
        if (path[0], path[-1], value) not in old and linked_code(work, field, value) is None
    ]


def links_in(
    entity: Entity, values: Mapping[str, Any]
) -> Iterator[tuple[tuple[str | int, ...], Link, int]]:
    """Every link that is set, in the record itself and in its rows: path, field and id."""
    for name, field in entity.stored.items():
        value = values.get(name)
        if isinstance(field, Link) and value is not None:
            yield (name,), field, value
        elif isinstance(field, SubRows):
            for number, row in enumerate(value or ()):
                for inner in field.fields:
                    if isinstance(inner, Link) and row.get(inner.name) is not None:
                        yield (name, number, inner.name), inner, row[inner.name]


def location(work: Work, entity: Entity, values: Mapping[str, Any]) -> str | None:
    """The org_code of a row with these values: that of the record it is located by, extended by
    its own part if the entity is itself a unit. None if the link leads nowhere."""
    link = entity.fields[entity.located_by]
    target = values.get(entity.located_by)
    assert isinstance(link, Link)
    code = linked_code(work, link, target) if isinstance(target, int) else None
    return None if code is None else _with_own_part(entity, values, code)


def location_after(
    work: Work, entity: Entity, values: Mapping[str, Any], before: Mapping[str, Any], org_code: str
) -> str | None:
    """The same of a row that stands at `org_code` with the values `before`. A link that stays is
    not asked for again: what it leads to may be out of the actor's sight."""
    if values.get(entity.located_by) != before.get(entity.located_by):
        return location(work, entity, values)
    if not entity.locates:
        return org_code
    above = org_code.removesuffix(str(before.get(entity.locates) or ""))
    return _with_own_part(entity, values, above)


def check_located(entity: Entity, org_code: str | None, problems: Sequence[Problem]) -> str:
    """The org_code of an entry without problems. Raises Problems: those found, or that the entry
    stands nowhere."""
    if org_code is None or problems:
        nowhere = Problem(NOT_A_RECORD, FieldPlace((entity.located_by,)))
        raise Problems(problems or [nowhere])
    return org_code


def _with_own_part(entity: Entity, values: Mapping[str, Any], code: str) -> str | None:
    own = str(values.get(entity.locates) or "") if entity.locates else ""
    return code + own if not own or len(code + own) in LEVELS.values() else None
