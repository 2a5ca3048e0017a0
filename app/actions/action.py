"""What every change does around its own part: the verdict first, one transaction, one audit
record, and a clear answer when the database refuses."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy.exc import IntegrityError

from app.access import Denied, Verdict
from app.access.access import NOT_HERE
from app.actions.audit_record import ACTION_FAILED_LINK, ACTION_NOT_UNIQUE
from app.actions.look_up import write_down
from app.actions.uniqueness import TakenElsewhere
from app.actions.work import NotFound, Work
from models.source import FieldPlace, Problem, Problems
from models.tables.base import short_name
from models.tables.entity_tables import unique_name


@dataclass(frozen=True, kw_only=True)
class Action(ABC):
    """A change of one record. `carry_out` is called inside the transaction."""

    verb: ClassVar[str] = ""
    entity: str

    @property
    def wanted(self) -> str:
        """The verb that a post must have."""
        return self.verb

    def check_may(self, work: Work, org_code: str | None = None) -> None:
        """Raises Denied unless the actor may do this here."""
        work.check_may(self.wanted, self.entity, org_code)

    def take(self, work: Work, row_id: int, *, removed: bool = False) -> Any:
        """The row to be changed, locked. Raises NotFound, and Denied if it is seen but no post
        that may do this covers it; a removed one is seen by those alone who may restore it."""
        row = work.row(self.entity, row_id, removed=removed, lock=True)
        if work.covers(self.wanted, self.entity, row):
            return row
        raise NotFound if row.removed_at else Denied(Verdict(False, NOT_HERE))

    @abstractmethod
    def carry_out(self, work: Work) -> Any:
        """Check, validate, write and log; returns the row. Raises Denied, NotFound, Problems."""


def perform(
    work: Work, action: Action, *, ending: Callable[[Any], None] = lambda done: None
) -> Any:
    """Carry out an action and commit; whatever goes wrong, nothing is written. `ending` gets what
    the action returned and is the last thing in the same transaction.

    Raises what the action raises; a unique value that two people entered at once comes out as the
    same problem as one that was there before. That a record out of sight has a value is written
    down, though nothing else is.
    """
    try:
        action.check_may(work)
        row = action.carry_out(work)
        work.session.flush()
        ending(row)
        work.session.commit()
    except TakenElsewhere:
        work.session.rollback()
        write_down(work, action.entity, found=True)
        raise
    except IntegrityError as error:
        work.session.rollback()
        raise Problems([_told(work, action, error)]) from error
    except BaseException:
        work.session.rollback()
        raise
    return row


def _told(work: Work, action: Action, error: IntegrityError) -> Problem:
    """The constraint's name says what was taken; the database's own words are not shown."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", "") or ""
    entity = work.book.catalogue.entities[action.entity]
    fields = {unique_name(entity, unique): unique.fields[-1] for unique in entity.uniques}
    if entity.locates:
        fields[short_name("uq", entity.name, "org_code")] = entity.locates
    if name in fields:
        return Problem(ACTION_NOT_UNIQUE, FieldPlace((fields[name],)))
    if name.startswith("uq_"):
        return Problem(ACTION_NOT_UNIQUE, FieldPlace())
    return Problem(ACTION_FAILED_LINK, FieldPlace())
