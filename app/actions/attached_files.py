"""Files that an entry names: newly named ones must have been handed in by the actor, for this very
field, and belong to no record yet. Whatever else a key is, the answer is the same."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, select

from app.access import Level
from app.actions.stage_file import STAGED
from app.actions.work import Work
from models.definitions import Entity
from models.fields import Files, Photo
from models.fields.files import NOT_A_FILE
from models.source import FieldPlace, Problem, Refused
from models.tables.row_values import read_values
from models.tables.stored_file import StoredFile


def files_of(work: Work, entity: Entity, row: Any) -> dict[str, tuple[str, ...]]:
    """The keys that stand in a row, by field."""
    values = read_values(work.book.tables, work.book.keys, entity, row, {})
    return {name: values[name] or () for name in _fields(entity)}


def check_files(
    work: Work, entity: Entity, values: Mapping[str, Any], before: Mapping[str, Any]
) -> list[Problem]:
    """A problem for every field that names a file which the actor cannot give to this record. Those
    that can be given are locked until the transaction ends, so that no other record gets them."""
    return [
        Problem(NOT_A_FILE, FieldPlace((name,)))
        for name, keys in _new(entity, values, before)
        if len(list(work.session.scalars(_staged(work, entity, name, keys)))) < len(keys)
    ]


def attach_files(
    work: Work, entity: Entity, row: Any, values: Mapping[str, Any], before: Mapping[str, Any]
) -> None:
    """Let the row have the files that were checked, and note since when it has not named others."""
    for name, keys in _new(entity, values, before):
        for file in work.session.scalars(_staged(work, entity, name, keys)):
            file.row_id = row.id
    dropped = [key for _, keys in _new(entity, before, values) for key in keys]
    if dropped:
        now = datetime.datetime.now(datetime.UTC)
        for file in work.session.scalars(select(StoredFile).where(StoredFile.key.in_(dropped))):
            file.detached_at = now
    work.session.flush()


def with_positions(
    work: Work, entity: Entity, given: Mapping[str, object], before: Mapping[str, Any]
) -> dict[str, object]:
    """What was given, with where its photos were taken in the points that ask for it, if nothing
    stands there and the actor sees them in clear."""
    found = dict(given)
    for name, field in entity.fields.items():
        point = field.position if isinstance(field, Photo) and name in given else ""
        if not point or point not in entity.fields or given.get(point) or before.get(point):
            continue
        if work.access.level(entity, point) is Level.CLEAR:
            taken_at = _taken_at(work, entity, field, given[name])
            if taken_at is not None:
                found[point] = taken_at
    return found


def _taken_at(work: Work, entity: Entity, field: Any, raw: object) -> dict[str, Any] | None:
    try:
        keys = field.parse(raw) or ()
    except Refused:
        return None
    files = {f.key: f for f in work.session.scalars(_staged(work, entity, field.name, keys))}
    return next((files[k].position for k in keys if k in files and files[k].position), None)


def _fields(entity: Entity) -> Iterator[str]:
    return (name for name, field in entity.stored.items() if isinstance(field, Files))


def _new(
    entity: Entity, values: Mapping[str, Any], before: Mapping[str, Any]
) -> Iterator[tuple[str, list[str]]]:
    """By field, the keys that are in `values` and not in `before`."""
    for name in _fields(entity):
        keys = [key for key in values.get(name) or () if key not in (before.get(name) or ())]
        if keys:
            yield name, keys


def _staged(work: Work, entity: Entity, name: str, keys: Iterable[str]) -> Select[StoredFile]:
    """Those of the keys that the actor has handed in for this field and that are nobody's yet."""
    since = datetime.datetime.now(datetime.UTC) - STAGED
    query = select(StoredFile).where(
        StoredFile.key.in_([*keys]),
        StoredFile.account_id == work.access.actor.id,
        StoredFile.entity == entity.name,
        StoredFile.field == name,
        StoredFile.row_id.is_(None),
        StoredFile.created_at > since,
    )
    locked = query.order_by(StoredFile.key).with_for_update()
    return locked.execution_options(populate_existing=True)
