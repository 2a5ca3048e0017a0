"""Several records become one: the others end, and what linked to them goes along."""

import datetime
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.actions.audit_record import differences, record
from app.actions.going_along import check_let_go, followers, move
from app.actions.possible import NOT_NOW, holds
from app.actions.rewrite import rewrite
from app.actions.work import NotFound, Work
from models.definitions import Entity
from models.definitions.act import JOINS, Act, joined_field
from models.fields import MISSING, RowsRefused
from models.fields.link import NOT_A_RECORD
from models.fields.links import RECORD
from models.source import Code, FieldPlace, Problem, Problems, Refused, Sentence

ITSELF = Code("actions.E058", "this is the record that stays; choose another one")


def read_joined(entity: Entity, act: Act, given: Mapping[str, object]) -> list[int]:
    """The ids of the records that end. Raises Problems."""
    try:
        rows = joined_field(act, entity.name).parse(given.get(JOINS))
    except RowsRefused as refusal:
        raise Problems(
            Problem(p.code, p.place.under(JOINS), p.values)
            for p in refusal.found
            if isinstance(p.place, FieldPlace)
        ) from None
    except Refused as refusal:
        raise Problems([refusal.at(JOINS)]) from None
    if not rows:
        raise Problems([Problem(MISSING, FieldPlace((JOINS,)))])
    return [row[RECORD] for row in rows]


def lock_all(work: Work, name: str, row_ids: list[int]) -> None:
    """Lock these rows in the order of their ids, so that two who join the same records crosswise
    wait for each other and not for ever."""
    cls = work.book.tables.rows[name]
    query = select(cls.id).where(cls.id.in_(row_ids)).order_by(cls.id).with_for_update()
    work.session.execute(query).all()


def join(
    work: Work,
    entity: Entity,
    act: Act,
    kept: Any,
    joined: list[int],
    *,
    on_day: datetime.date | None,
    reason: str,
) -> None:
    """End the others and bring along what linked to them. Raises Problems."""
    rows = _taken(work, entity, act, kept, joined)
    going = dict.fromkeys(followers(work, act, joined), kept.id)
    for row in rows:
        form = work.entity(entity.name, row.org_code)
        values = dict(work.values(form, row))
        after = {**values, act.became: ({RECORD: kept.id},)}
        row.removed_at = datetime.datetime.now(datetime.UTC)
        rewrite(work, form, row, after, row.org_code)
        changes = differences(form, values, after)
        record(work, act.name, form, row, changes, on_day=on_day, reason=reason)
    problems = move(work, going, on_day=on_day, reason=reason)
    if problems:
        raise Problems(problems)
    check_let_go(work, entity.name, joined)


def _taken(work: Work, entity: Entity, act: Act, kept: Any, joined: list[int]) -> list[Any]:
    """The rows, locked. Missing, out of sight and not the actor's to join give one answer."""
    rows, problems = [], []
    for number, row_id in enumerate(joined):
        place = FieldPlace((JOINS, number, RECORD))
        if row_id == kept.id:
            problems.append(Problem(ITSELF, place))
            continue
        try:
            row = work.row(entity.name, row_id, lock=True)
        except NotFound:
            problems.append(Problem(NOT_A_RECORD, place))
            continue
        if not work.covers(act.name, entity.name, row):
            problems.append(Problem(NOT_A_RECORD, place))
        elif not holds(act, work.values(work.entity(entity.name, row.org_code), row), work.today):
            problems.append(Problem(NOT_NOW, place, {"act": Sentence(act.label)}))
        rows.append(row)
    if problems:
        raise Problems(problems)
    return rows
