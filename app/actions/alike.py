"""Records that may be the one that is being entered: whoever enters it is asked, not refused."""

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.access import Level
from app.actions.work import Work
from models.definitions import Entity

MOST = 5


class AlikeFound(Exception):
    """Records that the actor sees have the same values in all fields of the entity's `alike`:
    `row_ids`, at most five. Whoever enters another one says so by `key`, and of these values
    alone."""

    def __init__(self, row_ids: tuple[int, ...], key: str) -> None:
        super().__init__()
        self.row_ids = row_ids
        self.key = key


def ask_whether_alike(work: Work, entity: Entity, values: Mapping[str, Any], said: str) -> None:
    """Raises AlikeFound, unless that was answered. Nothing is asked while one of the values is
    empty, or if the actor does not see all of them in clear: the question would tell what the list
    does not."""
    mine = {name: values.get(name) for name in entity.alike}
    levels = {work.access.level(entity, name) for name in mine}
    key = _key(entity, mine)
    if not mine or None in mine.values() or levels != {Level.CLEAR} or said == key:
        return
    cls = work.book.tables.rows[entity.name]
    same = [getattr(cls, name) == value for name, value in mine.items()]
    query = select(cls.id).where(*same, cls.removed_at.is_(None), work.within(entity.name, "show"))
    found = tuple(work.session.scalars(query.order_by(cls.id).limit(MOST)))
    if found:
        raise AlikeFound(found, key)


def _key(entity: Entity, values: Mapping[str, Any]) -> str:
    told = "\n".join(f"{name}={value}" for name, value in values.items())
    return hashlib.sha256(f"{entity.name}\n{told}".encode()).hexdigest()[:16]
