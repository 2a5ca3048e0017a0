"""Titles of linked records, a page at a time. A link to a record that the actor does not see has
no title: not even that the record exists is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from app.access import Shown, system_work
from app.actions.accounts_in_scope import accounts_by_id
from app.actions.work import Work
from models.definitions import Entity
from models.definitions.levels import path_of
from models.fields import AccountLink, Link, OrgUnitLink
from models.fields.field import Translate
from models.tables.org_unit import OrgUnit
from models.tables.row_values import read_values


def titles(
    work: Work,
    field: Link,
    ids: Iterable[Any],
    translate: Translate = str,
    *,
    ended: bool = False,
) -> Mapping[int, str]:
    """Title by id, of those records that the actor sees; with `ended` also of those that left the
    lists, for who may restore them."""
    wanted = sorted({i for i in ids if i is not None})
    if not wanted:
        return {}
    if isinstance(field, OrgUnitLink):
        found = work.session.execute(select(OrgUnit.id, OrgUnit.name).where(OrgUnit.id.in_(wanted)))
        return {row.id: row.name for row in found}
    if isinstance(field, AccountLink):
        return {i: account.name for i, account in accounts_by_id(work, wanted).items()}
    cls = work.book.tables.rows[field.to]
    present = cls.removed_at.is_(None)
    if ended and work.access.may("restore", field.to):
        present = or_(present, work.within(field.to, "restore"))
    rows = work.session.scalars(select(cls).where(cls.id.in_(wanted), present))
    return titles_of(work, field.to, rows, translate)


def titles_of(
    work: Work, name: str, rows: Iterable[Any], translate: Translate = str
) -> Mapping[int, str]:
    """How each of these rows of an entity names itself to the actor, by id. A title that names a
    link holds the title of the record behind it; that titles do not go in a circle was checked
    with the definitions."""
    shown = {row.id: shown_of(work, name, row, translate) for row in rows}
    linked: dict[int, dict[str, str]] = {row_id: {} for row_id in shown}
    for field in _links_in_titles(work, name):
        targets = {i: v.value for i, s in shown.items() if (v := s.value(field.name))}
        found = titles(work, field, targets.values(), translate)
        for row_id, target in targets.items():
            linked[row_id][field.name] = found.get(target, "")
    return {row_id: one.title(linked[row_id]) for row_id, one in shown.items()}


def _links_in_titles(work: Work, name: str) -> list[Link]:
    entity = work.book.catalogue.entities[name]
    fields = [entity.fields.get(name) for name in entity.title.names]
    return [field for field in fields if isinstance(field, Link)]


def shown_of(
    work: Work,
    name: str,
    row: Any,
    translate: Translate = str,
    counts: Mapping[str, int] | None = None,
) -> Shown:
    """A row without its sub-rows, as the actor sees it, with the `counts` of related records."""
    entity = work.entity(name, row.org_code)
    values = read_values(work.book.tables, work.book.keys, entity, row, {})
    values |= counts or {}
    return Shown(work.access, entity, row.org_code, values, work.today, translate)


@dataclass(frozen=True)
class Step:
    """One unit of a path."""

    org_code: str
    name: str


def unit_path(work: Work, org_code: str) -> list[Step]:
    """The units a place lies in, from the city down to its grid. Names of units are public."""
    return unit_paths(work, [org_code]).get(org_code, [])


def unit_paths(work: Work, codes: Iterable[str]) -> Mapping[str, list[Step]]:
    """The units that each of several places lies in."""
    steps = {code: path_of(code) for code in set(codes)}
    wanted = {step for path in steps.values() for step in path}
    with work.session.no_autoflush, system_work(work.session, "names of units are public"):
        found = work.session.scalars(select(OrgUnit).where(OrgUnit.org_code.in_(wanted)))
        units = {unit.org_code: Step(unit.org_code, unit.name) for unit in found}
    for entity in work.book.catalogue.entities.values():
        if entity.locates:
            units |= _located_units(work, entity, wanted)
    return {code: [units[s] for s in path if s in units] for code, path in steps.items()}


def _located_units(work: Work, entity: Entity, codes: set[str]) -> dict[str, Step]:
    """Records of an entity that is itself a unit of the tree, by their codes, as far as the actor
    sees them: a grid is a record like others, and its code is easily guessed."""
    cls = work.book.tables.rows[entity.name]
    query = select(cls).where(cls.org_code.in_(codes), cls.removed_at.is_(None))
    with work.session.no_autoflush:
        rows = list(work.session.scalars(query))
    named = titles_of(work, entity.name, rows)
    return {row.org_code: Step(row.org_code, named[row.id]) for row in rows}
