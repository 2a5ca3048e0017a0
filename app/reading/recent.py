"""The records that an actor lately opened or changed, as he may see them today. One that was
removed, that has left his units, or of whose kind he may no longer open any, is not named."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.actions.work import Work
from app.reading.titles import Step, titles_of, unit_paths
from models.definitions import Entity
from models.fields.field import Translate
from models.tables.recent_record import RecentRecord


@dataclass(frozen=True)
class Recent:
    """One record: what it is called today, where it stands, and when it was last opened."""

    entity: Entity
    row_id: int
    title: str
    path: tuple[Step, ...]
    at: datetime.datetime


def recent_records(work: Work, *, translate: Translate = str) -> list[Recent]:
    """The newest first. They are the actor's own: nobody asks for those of another."""
    query = (
        select(RecentRecord.entity, RecentRecord.row_id, RecentRecord.at)
        .where(RecentRecord.account_id == work.access.actor.id)
        .order_by(RecentRecord.at.desc())
    )
    noted = work.session.execute(query).all()
    ids: dict[str, list[int]] = {}
    for one in noted:
        ids.setdefault(one.entity, []).append(one.row_id)
    named = {name: _named(work, name, wanted, translate) for name, wanted in ids.items()}
    places = {code for found in named.values() for _, code in found.values()}
    paths = unit_paths(work, places) if places else {}
    return [
        Recent(work.entity(one.entity), one.row_id, title, tuple(paths[code]), one.at)
        for one in noted
        for title, code in [named[one.entity].get(one.row_id, (None, ""))]
        if title is not None
    ]


def _named(
    work: Work, name: str, ids: list[int], translate: Translate
) -> Mapping[int, tuple[str, str]]:
    """Title and place by id, of those that the actor may open today. An entity may be gone from
    the definitions."""
    if name not in work.book.catalogue.entities or not work.access.may("show", name):
        return {}
    cls = work.book.tables.rows[name]
    query = select(cls).where(cls.id.in_(ids), cls.removed_at.is_(None), work.within(name, "show"))
    rows = list(work.session.scalars(query))
    titles = titles_of(work, name, rows, translate)
    return {row.id: (titles[row.id], row.org_code) for row in rows}
