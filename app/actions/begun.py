"""What stands in a record that an actor begins."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.access import Level
from app.actions.work import NotFound, Work
from models.definitions import LEVELS, Entity
from models.definitions.defaults import default_values
from models.definitions.link_step import LinkStep
from models.fields import CORE, Link
from models.source import Refused
from models.tables.org_unit import OrgUnit


def begun(
    work: Work, entity: Entity, given: Mapping[str, object], *, unit: str = ""
) -> dict[str, Any]:
    """The defaults of the fields that are not in `given`, for this actor and today. `unit` stands
    for the actor's own where the desk is narrowed to one of those below."""
    followed = _followed(work, entity, given)
    if not entity.defaults:
        return followed
    known = {**given, **followed}
    found = default_values(entity, known, today=work.today, own_units=_own_units(work, unit))
    return {**followed, **found}


def _followed(work: Work, entity: Entity, given: Mapping[str, object]) -> dict[str, Any]:
    """What stands in linked records, as far as the actor sees them, and the field in clear. A step
    may go on from where another led."""
    found: dict[str, Any] = {}
    waiting = {
        name: steps
        for name, steps in entity.steps.items()
        if name in entity.fields and name not in given
    }
    going = bool(waiting)
    while going:
        going = False
        for name, steps in list(waiting.items()):
            for step in steps:
                target = _target(entity, step.link, {**given, **found})
                value = None if target is None else _at(work, entity, step, target, name)
                if value is not None:
                    found[name] = value
                    del waiting[name]
                    going = True
                    break
    return found


def _target(entity: Entity, link: str, known: Mapping[str, object]) -> int | None:
    field = entity.fields.get(link)
    try:
        found: int | None = field.parse(known.get(link)) if field else None
    except Refused:
        return None
    return found


def _at(work: Work, entity: Entity, step: LinkStep, target: int, name: str) -> Any:
    """The value of the field in the linked record, read as the one that takes it reads it."""
    link = entity.fields[step.link]
    assert isinstance(link, Link)
    try:
        row = work.row(link.to, target)
    except NotFound:
        return None
    linked = work.entity(link.to, row.org_code)
    source = linked.fields.get(step.field)
    if source is None or source.owner != CORE:
        return None
    if work.access.level(linked, step.field, row.org_code) is not Level.CLEAR:
        return None
    value = getattr(row, step.field)
    try:
        return None if value is None else entity.fields[name].parse(source.json(value))
    except Refused:
        return None


def _own_units(work: Work, unit: str) -> dict[str, int]:
    """The ids of the units that every post of the actor stands in, by level."""
    codes = [grant.org_code for grant in work.access.actor.grants if grant.org_code]
    codes = [unit] if unit else codes
    wanted = {
        level: codes[0][:length]
        for level, length in LEVELS.items()
        if codes and all(len(c) >= length and c[:length] == codes[0][:length] for c in codes)
    }
    query = select(OrgUnit.level, OrgUnit.id).where(OrgUnit.org_code.in_(wanted.values()))
    return {row.level: row.id for row in work.session.execute(query)}
