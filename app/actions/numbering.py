"""Gives the numbers of a new record."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert

from app.access import system_work
from app.actions.work import Work
from models.definitions import Entity
from models.fields import SequenceNumber
from models.tables.numbering import Numbering


def numbers(work: Work, entity: Entity, org_code: str) -> dict[str, Any]:
    """The next number of every field that is one, for a record at `org_code`. Within the
    transaction: what is rolled back gives its numbers back."""
    given = {}
    for name, field in entity.columns.items():
        if isinstance(field, SequenceNumber):
            beginning = field.beginning(org_code, work.today)
            serial = _next(work, entity.name, name, beginning)
            given[name] = field.number(beginning, serial)
    return given


def _next(work: Work, entity: str, field: str, beginning: str) -> int:
    new = insert(Numbering).values(entity=entity, field=field, beginning=beginning, last=1)
    statement = new.on_conflict_do_update(
        index_elements=["entity", "field", "beginning"], set_={"last": Numbering.last + 1}
    ).returning(Numbering.last)
    with system_work(work.session, "the next number is nobody's own"):
        return work.session.execute(statement).scalar_one()
