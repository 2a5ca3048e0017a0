"""Whether a number is registered already. Inside one's scope the record is told; outside it only
that there is one. Each answer is written down and limited, unless the record stands within the
scope and its number is seen in clear there."""

from dataclasses import dataclass

from sqlalchemy import select

from app.access import Level
from app.actions.look_up import DAILY_LIMIT, TooManyQuestions, check_limit, write_down
from app.actions.uniqueness import holder_of
from app.actions.work import Work
from models.definitions import Entity
from models.fields import Field

__all__ = ["DAILY_LIMIT", "Known", "TooManyQuestions", "known"]


@dataclass(frozen=True)
class Known:
    """`state`: new, here (with the record's id) or elsewhere."""

    state: str
    row_id: int | None = None


def known(work: Work, entity: Entity, field: Field, value: object) -> Known:
    """Look a whole value up. Commits the note of an answer. Raises TooManyQuestions."""
    cls = work.book.tables.rows[entity.name]
    same = select(cls.id).where(getattr(cls, field.name) == value, cls.removed_at.is_(None))
    if work.access.level(entity, field.name) is Level.CLEAR:
        here = work.session.scalar(same)
        if here is not None:
            return Known("here", here)
        check_limit(work)
    else:
        check_limit(work)
        here = work.session.scalar(same)
        if here is not None:
            write_down(work, entity.name, found=True)
            return Known("here", here)
    elsewhere = holder_of(work, entity, field.name, value) is not None
    write_down(work, entity.name, found=elsewhere)
    return Known("elsewhere" if elsewhere else "new")
