"""What the administration tells: notices to a unit are read by everybody who holds a post there or
below. The entity's own row scope goes the other way, from a post downwards: it says who writes
notices and sees them in a list."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.access import system_work
from app.actions.work import Work
from models.definitions.levels import path_of
from models.tables.org_unit import OrgUnit

NOTICE = "notice"  # the entity: forms_yaml/core/notice.yaml
READ = ("title", "text", "until", "unit")  # of its fields
MOST = 50


@dataclass(frozen=True)
class Notice:
    """One notice in force. `unit` is whom it is for, by name; `unread` whether its reader has not
    said yet that he has read it."""

    id: int
    title: str
    text: str
    unit: str
    until: datetime.date
    at: datetime.datetime
    unread: bool


def notices(work: Work, seen: int) -> list[Notice]:
    """Those that are for the actor today, the newest first. `seen`: up to which he has read."""
    if not _there(work):
        return []
    cls = work.book.tables.rows[NOTICE]
    query = select(
        cls.id, cls.title, cls.text, cls.until, cls.created_at,
        select(OrgUnit.name).where(OrgUnit.id == cls.unit).scalar_subquery().label("unit_name"),
    ).where(*_for(work, cls)).order_by(cls.id.desc()).limit(MOST)  # fmt: skip
    with system_work(work.session, "a notice is for everybody below its unit"):
        rows: Sequence[Any] = work.session.execute(query).all()
    return [
        Notice(r.id, r.title, r.text, r.unit_name or "", r.until, r.created_at, r.id > seen)
        for r in rows
    ]


def count_unread(work: Work, seen: int) -> int:
    """How many of them the actor has not read."""
    if not _there(work):
        return 0
    cls = work.book.tables.rows[NOTICE]
    query = select(func.count(cls.id)).where(*_for(work, cls), cls.id > seen)
    with system_work(work.session, "a notice is for everybody below its unit"):
        return work.session.scalar(query) or 0


def _there(work: Work) -> bool:
    """Definitions of somebody's own need not have notices, or may call something else so."""
    entity = work.book.catalogue.entities.get(NOTICE)
    return entity is not None and set(READ) <= set(entity.columns)


def _for(work: Work, cls: Any) -> tuple[ColumnElement[bool], ...]:
    """That a notice is in force, and for a unit on the way from the city to one of the posts."""
    codes = {code for grant in work.access.actor.grants for code in path_of(grant.org_code)}
    return cls.org_code.in_(sorted(codes)), cls.removed_at.is_(None), cls.until >= work.today
