"""Tags: the words that records of other entities mark a record with. An actor is shown those alone
whose own entity the actor may see; who may not sees neither the word nor that there is one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select, union_all

from app.access import Level
from app.actions.work import Work
from models.definitions import Entity
from models.fields import Link


@dataclass(frozen=True)
class Tag:
    """One mark: the entity that gives it, its word, and the record that says more."""

    entity: str
    word: str
    row_id: int


def tag_entities(work: Work, name: str, verb: str) -> list[Entity]:
    """The entities whose tags records of this one may bear and with which the actor may do
    `verb`, seeing whom they mark."""
    found = []
    for entity in work.book.catalogue.entities.values():
        link = entity.fields[entity.located_by]
        if not entity.tag or not isinstance(link, Link) or link.to != name:
            continue
        clear = work.access.level(entity, link.name) is Level.CLEAR
        if clear and work.access.may(verb, entity.name):
            found.append(entity)
    return found


def tags_of(work: Work, name: str, ids: Iterable[int]) -> Mapping[int, list[Tag]]:
    """The tags of these records that the actor may open, by id of the record."""
    wanted = list(ids)
    entities = {entity.name: entity for entity in tag_entities(work, name, "show")}
    if not wanted or not entities:
        return {}
    parts = [_marks(work, entity, wanted) for entity in entities.values()]
    found: dict[int, list[Tag]] = {}
    for entity, marked, row_id in work.session.execute(union_all(*parts)):
        found.setdefault(marked, []).append(Tag(entity, entities[entity].tag, row_id))
    order = list(entities)
    return {i: sorted(tags, key=lambda t: order.index(t.entity)) for i, tags in found.items()}


def tagged(work: Work, entity: Entity, marked: Any) -> ColumnElement[bool]:
    """The condition that a record, whose id is the column `marked`, bears the entity's tag as far
    as the actor may list it."""
    cls = work.book.tables.rows[entity.name]
    link = getattr(cls, entity.located_by)
    return exists(select(cls.id).where(link == marked, *_in_force(work, entity, "list")))


def _marks(work: Work, entity: Entity, ids: list[int]) -> Select[Any]:
    cls = work.book.tables.rows[entity.name]
    link = getattr(cls, entity.located_by)
    query = select(literal(entity.name), link, cls.id)
    return query.where(link.in_(ids), *_in_force(work, entity, "show"))


def _in_force(work: Work, entity: Entity, verb: str) -> list[ColumnElement[bool]]:
    cls = work.book.tables.rows[entity.name]
    conditions = [cls.removed_at.is_(None), work.within(entity.name, verb)]
    if entity.until:
        until = getattr(cls, entity.until)
        conditions.append(or_(until.is_(None), until >= work.today))
    return conditions
