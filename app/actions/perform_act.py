"""A change of life: done on a day, for a reason, as the definitions say it."""

import datetime
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app.actions.action import Action
from app.actions.audit_record import differences, record
from app.actions.change import NO_VERSION, Stale
from app.actions.joined_into_one import join, lock_all, read_joined
from app.actions.made_of_one import links_to, make_several
from app.actions.possible import NOT_NOW, holds
from app.actions.remove import in_use
from app.actions.rewrite import check_rewrite, rewrite
from app.actions.work import NotFound, Work
from app.actions.written import writable
from models.definitions import Entity, read_entry
from models.definitions.act import DAY, JOINS, MAKES, MOVES, REASON, Act
from models.definitions.entry import UNKNOWN_FIELD
from models.expressions import ExpressionFailed
from models.fields import MISSING, Field
from models.fields.links import RECORD
from models.source import Code, FieldPlace, Problem, Problems, Refused, Sentence

DAY_TO_COME = Code("actions.E009", "this day is still to come")


@dataclass(frozen=True, kw_only=True)
class PerformAct(Action):
    """One act of the entity's `acts:` on a record. `given` holds the fields that the act asks for,
    with its day and its reason among them."""

    row_id: int
    version: int | None
    act: str
    given: Mapping[str, object]

    @property
    def wanted(self) -> str:
        """A role may do an act if it names it."""
        return self.act

    def carry_out(self, work: Work) -> Any:
        """See Action. Raises Stale as well."""
        act = work.entity(self.entity).acts.get(self.act)
        if act is None:
            raise NotFound
        if act.joins:
            with suppress(Problems):  # told below, after what is to be told first
                others = read_joined(work.entity(self.entity), act, self.given)
                lock_all(work, self.entity, [self.row_id, *others])
        row = self.take(work, self.row_id, removed=act.restores)
        if act.restores and row.removed_at is None:
            raise NotFound
        if self.version is None:
            raise Problems([Problem(NO_VERSION, FieldPlace(("version",)))])
        if self.version != row.version:
            raise Stale(row)
        entity = work.entity(self.entity, row.org_code)
        before = dict(work.values(entity, row))
        day, reason, problems = self._day_and_reason(work, act)
        if not holds(act, before, work.today):
            problems.append(Problem(NOT_NOW, FieldPlace(), {"act": Sentence(act.label)}))
        values, found = self._values(work, entity, act, row, before, day)
        problems += found
        # What comes back is judged like what is new.
        old = {} if act.restores else before
        org_code = check_rewrite(work, act.name, entity, row, old, values, problems)
        why: dict[str, Any] = {"on_day": day, "reason": reason}
        if act.makes:
            row.removed_at = datetime.datetime.now(datetime.UTC)
            work.session.flush()
            made = make_several(work, entity, act, row, values, self.given, **why)
            values = {**values, act.became: links_to(made)}
        elif act.joins:
            joined = read_joined(entity, act, self.given)
            join(work, entity, act, row, joined, **why)
            earlier = values.get(act.came_from) or ()
            values = {**values, act.came_from: (*earlier, *({RECORD: i} for i in joined))}
        rewrite(work, entity, row, values, org_code)
        self._leave_or_return(work, act, row)
        row.updated_by = work.access.actor.id
        work.session.flush()
        changes = differences(entity, before, values)
        record(work, self.act, entity, row, changes, **why)
        return row

    def _day_and_reason(
        self, work: Work, act: Act
    ) -> tuple[datetime.date | None, str, list[Problem]]:
        problems: list[Problem] = []
        day = _read(DAY, self.given, problems)
        reason = _read(REASON, self.given, problems)
        refused = {str(p.place) for p in problems}
        for field, value, needed in ((DAY, day, True), (REASON, reason, act.reason)):
            if needed and value is None and field.name not in refused:
                problems.append(Problem(MISSING, FieldPlace((field.name,))))
        if day is not None and day > work.today:
            problems.append(Problem(DAY_TO_COME, FieldPlace((DAY.name,))))
        return day, reason or "", problems

    def _values(
        self,
        work: Work,
        entity: Entity,
        act: Act,
        row: Any,
        before: Mapping[str, Any],
        day: datetime.date | None,
    ) -> tuple[Mapping[str, Any], list[Problem]]:
        """The record's values after the act."""
        own = {DAY.name, REASON.name}
        own |= {MAKES, MOVES} if act.makes else {JOINS} if act.joins else set()
        asked = {name: raw for name, raw in self.given.items() if name in act.ask}
        problems = [
            Problem(UNKNOWN_FIELD, FieldPlace((name,)), {"name": name})
            for name in self.given
            if name not in own and name not in act.ask
        ]
        given, refused = writable(
            work.access, entity, asked, before, row.org_code, also=frozenset(act.ask)
        )
        entered = read_entry(entity, given, today=work.today, before=before)
        readable = {**entered.values, DAY.name: day}
        following: dict[str, object] = {}
        for name, expression in act.set.items():
            try:
                following[name] = expression.evaluate(readable, work.today)
            except ExpressionFailed:
                following[name] = None
        entry = read_entry(entity, {**given, **following}, today=work.today, before=before)
        return entry.values, [*problems, *refused, *entry.problems]

    def _leave_or_return(self, work: Work, act: Act, row: Any) -> None:
        if act.restores:
            row.removed_at = None
        if act.ends:
            problems = in_use(work, self.entity, row.id)
            if problems:
                raise Problems(problems)
            row.removed_at = datetime.datetime.now(datetime.UTC)


def _read(field: Field, given: Mapping[str, object], problems: list[Problem]) -> Any:
    try:
        return field.parse(given.get(field.name))
    except Refused as refusal:
        problems.append(refusal.at(field.name))
        return None
