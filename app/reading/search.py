"""The search of the whole desk: names by their beginning, numbers as a whole, in the fields that
the definitions have searched or hold unique, of every entity the actor may list.

Every look-up is a range or an equality on one indexed column, so that it costs the same in a
register of millions. What may be asked is what the list of an entity may be asked, and, where the
actor enters such records, whether a unique number is registered here: one that he sees masked is
asked as `app/reading/known.py` asks it, written down and limited.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select, union_all

from app.access import Level
from app.access.row_scope import prefix
from app.actions.look_up import check_limit, write_down
from app.actions.work import Work
from app.reading.count import Count, count
from app.reading.tags import Tag, tags_of
from app.reading.titles import Step, titles_of, unit_paths
from models.definitions import Entity
from models.fields import Field, SequenceNumber, Text
from models.fields.field import Translate
from models.source import Refused
from models.tables.row_values import column_of

SHORTEST = 2  # characters: half a register begins with one
SHOWN = 6  # of one entity
CAP = 100  # counted of one entity
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Hit:
    """One record found: how it names itself to the actor, where it stands, what marks it, and the
    label of the field it was found by."""

    row_id: int
    title: str
    path: tuple[Step, ...]
    tags: tuple[Tag, ...]
    by: str


@dataclass(frozen=True)
class Group:
    """What was found of one entity. `in_list`: the entity's list finds all of it by these words."""

    entity: Entity
    hits: tuple[Hit, ...]
    count: Count
    in_list: bool


def search(
    work: Work, words: str, *, unit: str = "", translate: Translate = str
) -> tuple[Group, ...]:
    """Records found, by entity in the order of the menu; below `unit` alone, if one is given.
    Commits the note of an answer about a masked number. Raises TooManyQuestions."""
    words = words.strip()
    if len(words) < SHORTEST:
        return ()
    asked = {e.name: found for e in _entities(work) if (found := look_ups(work, e, words))}
    parts = [
        _part(work, name, number, field, condition, unit)
        for name, found in asked.items()
        for number, (field, condition) in enumerate(found)
    ]
    if not parts:
        return ()
    masked = {
        name for name, found in asked.items()
        if any(not _clear(work, name, field) for field, _ in found)
    }  # fmt: skip
    if masked:
        check_limit(work)
    met: dict[str, dict[int, Field]] = {}
    for name, number, row_id in work.session.execute(union_all(*parts)):
        met.setdefault(name, {}).setdefault(row_id, asked[name][number][0])
    for name in sorted(masked):
        told = any(not _clear(work, name, field) for field in met.get(name, {}).values())
        write_down(work, name, found=told)
    return tuple(
        _group(work, name, met[name], asked[name], unit, translate) for name in asked if name in met
    )


def asked_fields(work: Work, entity: Entity) -> list[Field]:
    """The fields of an entity that this actor's words are looked for in."""
    enters = any(work.access.may(verb, entity.name) for verb in ("add", "edit"))
    found = []
    for name, field in entity.columns.items():
        level = work.access.level(entity, name)
        own = field.search or field.unique or field.always_unique
        if (own and level is Level.CLEAR) or (field.unique and level and enters):
            found.append(field)
    return found


def _entities(work: Work) -> Iterable[Entity]:
    for entities in work.book.catalogue.menu.values():
        for entity in entities:
            if work.access.may("list", entity.name):
                yield work.entity(entity.name)


def look_ups(work: Work, entity: Entity, words: str) -> list[tuple[Field, ColumnElement[bool]]]:
    """The fields that these words can stand in, each with its condition."""
    found = []
    for field in asked_fields(work, entity):
        try:
            value = field.parse(words)
        except Refused:
            continue
        column = column_of(work.book.tables, work.book.keys, entity, field)
        by_beginning = _by_beginning(field) and _clear(work, entity.name, field)
        found.append((field, begins(column, value) if by_beginning else column == value))
    return found


def _by_beginning(field: Field) -> bool:
    return isinstance(field, Text | SequenceNumber)


def _clear(work: Work, entity: str, field: Field) -> bool:
    return work.access.level(work.entity(entity), field.name) is Level.CLEAR


def begins(column: Any, text: str) -> ColumnElement[bool]:
    """That a text in the order of its code points begins so: a range, which an index serves under
    any plan."""
    return and_(column >= text, column < text + _LAST)


def _part(
    work: Work, name: str, number: int, field: Field, condition: ColumnElement[bool], unit: str
) -> Select[Any]:
    """The first records by the order of the column itself: what is just these words comes first."""
    cls = work.book.tables.rows[name]
    query = select(literal(name), literal(number), cls.id)
    query = query.where(*_present(work, name, condition, unit))
    return query.order_by(getattr(cls, field.name), cls.id).limit(SHOWN + 1)


def _present(
    work: Work, name: str, condition: ColumnElement[bool], unit: str
) -> list[ColumnElement[bool]]:
    cls = work.book.tables.rows[name]
    within = [prefix(cls.org_code, unit)] if unit else []
    return [condition, cls.removed_at.is_(None), work.within(name, "list"), *within]


def _group(
    work: Work,
    name: str,
    met: Mapping[int, Field],
    asked: list[tuple[Field, ColumnElement[bool]]],
    unit: str,
    translate: Translate,
) -> Group:
    cls = work.book.tables.rows[name]
    any_of = or_(*(condition for _, condition in asked))
    found = Count(len(met), False)
    if len(met) > SHOWN:
        query = select(cls).where(*_present(work, name, any_of, unit))
        found = count(work.session, query, cls.id, cap=CAP)
    rows = list(work.session.scalars(select(cls).where(cls.id.in_(list(met)[: SHOWN + 1]))))
    named = titles_of(work, name, rows, translate)
    paths = unit_paths(work, {row.org_code for row in rows})
    tags = tags_of(work, name, [row.id for row in rows])
    order = {row_id: place for place, row_id in enumerate(met)}
    rows.sort(key=lambda row: order[row.id])
    hits = [
        Hit(
            row.id,
            named[row.id],
            tuple(paths[row.org_code]),
            tuple(tags.get(row.id, ())),
            translate(met[row.id].label),
        )
        for row in rows
    ]
    entity = work.entity(name)
    return Group(entity, tuple(hits[:SHOWN]), found, all(field.search for field, _ in asked))
