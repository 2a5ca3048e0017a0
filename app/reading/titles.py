"""Titles of linked records, a page at a time. A link to a record that the actor does not see has
no title: not even that the record exists is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.access import Shown, system_work
from app.actions.work import Work
from models.definitions import Entity
from models.definitions.levels import path_of
from models.fields import Link, OrgUnitLink
from models.fields.field import Translate
from models.tables.org_unit import OrgUnit
from models.tables.row_values import read_values


def titles(
    work: Work, field: Link, ids: Iterable[Any], translate: Translate = str
) -> Mapping[int, str]:
    """Title by id, of those records that the actor sees."""
    wanted = sorted({i for i in ids if i is not None})
    if not wanted:
        return {}
    if isinstance(field, OrgUnitLink):
        found = work.session.execute(select(OrgUnit.id, OrgUnit.name).where(OrgUnit.id.in_(wanted)))
        return {row.id: row.name for row in found}
    cls = work.book.tables.rows[field.to]
    rows = work.session.scalars(select(cls).where(cls.id.in_(wanted), cls.removed_at.is_(None)))
    return {row.id: shown_of(work, field.to, row, translate).title() for row in rows}


def shown_of(work: Work, name: str, row: Any, translate: Translate = str) -> Shown:
    """A row without its sub-rows, as the actor sees it."""
    entity = work.entity(name, row.org_code)
    values = read_values(work.book.tables, work.book.keys, entity, row, {})
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
    return {
        row.org_code: Step(row.org_code, shown_of(work, entity.name, row).title()) for row in rows
    }
