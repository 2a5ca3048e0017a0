"""What an act needs around it: session, definitions, the actor's rights, and today."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.access import Access, Denied, act_as
from app.access.actor import Actor
from app.access.row_scope import union
from app.book import Book
from models.definitions import Entity
from models.fields.calendar_day import today
from models.tables.row_values import read_values


class NotFound(Exception):
    """There is no such record, or the actor does not see it: the two are not told apart."""


@dataclass(frozen=True)
class Work:
    """One actor's work in one session, under the definitions in force."""

    session: Session
    book: Book
    access: Access
    today: datetime.date
    request_id: str = ""

    @classmethod
    def begin(cls, session: Session, book: Book, actor: Actor, *, request_id: str = "") -> "Work":
        """Put the actor's scope on the session and start."""
        access = Access(book.catalogue, actor)
        act_as(session, access, book.tables)
        return cls(session, book, access, today(), request_id)

    def check_may(self, verb: str, name: str, org_code: str | None = None) -> None:
        """Raises Denied unless the actor may do `verb` with the entity, here if a place is said."""
        verdict = self.access.may(verb, name, org_code)
        if not verdict:
            raise Denied(verdict)

    def row(self, name: str, row_id: int, *, removed: bool = False, lock: bool = False) -> Any:
        """The row with this id, as far as the actor sees it. Raises NotFound."""
        cls = self.book.tables.rows[name]
        query = select(cls).where(cls.id == row_id)
        if not removed:
            query = query.where(cls.removed_at.is_(None))
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        row = self.session.scalar(query)
        if row is None:
            raise NotFound
        return row

    def within(self, name: str, verb: str) -> ColumnElement[bool]:
        """The condition that a row of the entity is covered by a post that may do `verb`. The
        session's scope holds every row that a post may list or show."""
        cls = self.book.tables.rows[name]
        return union(self.access.scopes(name, verb), cls, name, cls.id)

    def covers(self, verb: str, name: str, row: Any) -> bool:
        """Whether a post that may do `verb` covers this very row, assignments asked."""
        scopes = self.access.scopes(name, verb)
        if any(s.rows != "assigned" and s.covers(row.org_code) for s in scopes):
            return True
        if not any(s.covers(row.org_code) for s in scopes):
            return False
        cls = self.book.tables.rows[name]
        query = select(cls.id).where(cls.id == row.id, self.within(name, verb))
        return self.session.scalar(query) is not None

    def entity(self, name: str, org_code: str | None = None) -> Entity:
        """The definition that holds at a place, by default at the actor's own county."""
        place = self.access.actor.county if org_code is None else org_code
        return self.book.catalogue.entity(name, place)

    def values(self, entity: Entity, row: Any) -> Mapping[str, Any]:
        """All values of a row, its sub-rows read."""
        below = {}
        for name in entity.sub_rows:
            cls = self.book.tables.sub_rows[entity.name, name]
            query = select(cls).where(cls.parent_id == row.id).order_by(cls.position)
            below[name] = list(self.session.scalars(query))
        return read_values(self.book.tables, self.book.keys, entity, row, below)
