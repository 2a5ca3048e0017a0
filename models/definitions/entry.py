"""An entry: what a user entered, read, completed and judged by the definition. No database here:
form, API, import and definition tests all pass through this one function."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.definitions.entity import Entity, Rule
from models.expressions import Expression, ExpressionFailed
from models.fields import MISSING, Field, RowsRefused
from models.source import Code, FieldPlace, Problem, Refused, Sentence

UNKNOWN_FIELD = Code("fields.E104", 'there is no field "%(name)s"')
CONTRADICTS = Code("fields.E105", "this does not agree with %(label)s")
NOT_ASKED = Code("fields.E106", "this is not asked for here; leave it empty")
RULE_BROKEN = Code("fields.E107", "%(message)s")
RULE_UNDECIDED = Code("fields.E108", "a rule cannot be decided: %(reason)s")

Values = Mapping[str, Any]


@dataclass
class Entry:
    """Values by field, every stored field among them; what is wrong; and the fields that are not
    asked for. Only an entry without problems may be written."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    hidden: frozenset[str] = frozenset()


def read_entry(
    entity: Entity,
    given: Mapping[str, object],
    *,
    today: datetime.date,
    before: Values | None = None,
) -> Entry:
    """Read `given` (raw input by field) over `before` (the record's present values, if it exists).

    A field that is not given keeps what it had. Everything wrong is found in one run.
    """
    entry = Entry()
    for name in given:
        if name not in entity.fields:
            entry.problems.append(Problem(UNKNOWN_FIELD, FieldPlace((name,)), {"name": name}))
    for name, item in entity.fields.items():
        _read_field(item, name, given, before or {}, entry)
    _fill_from(entity, given, entry)
    _hide(entity, given, entry, today)
    _require(entity, entry, today)
    _check(entity, entry, today)
    return entry


def _read_field(
    item: Field, name: str, given: Mapping[str, object], before: Values, entry: Entry
) -> None:
    if not item.kept and name not in given:
        return
    try:
        entry.values[name] = item.parse(given[name]) if name in given else before.get(name)
        item.check_new(entry.values[name], before.get(name))
    except RowsRefused as refusal:
        entry.problems += [
            Problem(p.code, p.place.under(name), p.values)
            for p in refusal.found
            if isinstance(p.place, FieldPlace)
        ]
    except Refused as refusal:
        entry.problems.append(refusal.at(name))


def _fill_from(entity: Entity, given: Mapping[str, object], entry: Entry) -> None:
    """Fill what another field's parts tell; what was entered against it is refused."""
    for name, item in entity.fields.items():
        source_name, _, part = item.from_.partition(".")
        source = entity.fields.get(source_name)
        if not source or entry.values.get(source_name) is None:
            continue
        told = source.parts[part](entry.values[source_name])
        if told is None:  # a passport does not tell the sex
            continue
        entered = entry.values.get(name)
        if name in given and entered is not None and entered != told:
            values = {"label": Sentence(source.label)}
            entry.problems.append(Problem(CONTRADICTS, FieldPlace((name,)), values))
        entry.values[name] = told


def _hide(entity: Entity, given: Mapping[str, object], entry: Entry, today: datetime.date) -> None:
    """Empty the fields whose conditions do not hold. Emptying one may close another's condition,
    so it is repeated; conditions that chase each other end after as many rounds as fields."""
    hidden: set[str] = set()
    for _ in entity.fields:
        values = {n: v for n, v in entry.values.items() if n not in hidden}
        now: set[str] = set()
        for condition, names in entity.asked_when:
            if not _holds(condition, entity, values, today):
                now |= names
        if now <= hidden:
            break
        hidden |= now
    for name in hidden & set(entry.values):
        if entry.values[name] not in (None, ()) and given.get(name) not in (None, "", [], ()):
            entry.problems.append(Problem(NOT_ASKED, FieldPlace((name,))))
        entry.values[name] = None
    entry.hidden = frozenset(hidden)


def _require(entity: Entity, entry: Entry, today: datetime.date) -> None:
    wanted = {name for name, item in entity.fields.items() if item.required}
    for rule in entity.rules:
        if rule.require and (not rule.when or _holds(rule.when, entity, entry.values, today)):
            wanted |= set(rule.require)
    refused = {p.place.path[0] for p in entry.problems if isinstance(p.place, FieldPlace)}
    for name in entity.fields:
        empty = entry.values.get(name) in (None, ())
        if name in wanted and empty and name not in entry.hidden and name not in refused:
            entry.problems.append(Problem(MISSING, FieldPlace((name,))))


def _check(entity: Entity, entry: Entry, today: datetime.date) -> None:
    refused = {p.place.path[0] for p in entry.problems if isinstance(p.place, FieldPlace)}
    for rule in entity.rules:
        if not rule.refuse or rule.refuse.names & refused:
            continue
        place = FieldPlace((rule.field,) if rule.field else ())
        try:
            broken = _breaks(rule, entity, entry.values, today)
        except ExpressionFailed as failure:
            entry.problems.append(
                Problem(RULE_UNDECIDED, place, {"reason": Sentence(failure.message)})
            )
            continue
        if broken:
            entry.problems.append(Problem(RULE_BROKEN, place, {"message": Sentence(rule.message)}))


def _breaks(rule: Rule, entity: Entity, values: Values, today: datetime.date) -> bool:
    assert rule.refuse
    if rule.when and not _evaluate(rule.when, entity, values, today):
        return False
    return bool(_evaluate(rule.refuse, entity, values, today))


def _holds(condition: Expression, entity: Entity, values: Values, today: datetime.date) -> bool:
    """A condition that cannot be decided holds: a question too many loses nothing."""
    try:
        return bool(_evaluate(condition, entity, values, today))
    except ExpressionFailed:
        return True


def _evaluate(
    expression: Expression, entity: Entity, values: Values, today: datetime.date
) -> object:
    """The expression's value; derived values that it reads are worked out first. That they do not
    go in a circle was checked with the definitions."""
    readable = {
        name: _evaluate(entity.derivations[name], entity, values, today)
        if name in entity.derivations
        else values.get(name)
        for name in expression.names
    }
    return expression.evaluate(readable, today)


def derived_value(entity: Entity, name: str, values: Values, today: datetime.date) -> object:
    """The present value of a derived field, or None where it cannot be worked out. `values` may
    hold `org_code` beside the fields."""
    try:
        return _evaluate(entity.derivations[name], entity, values, today)
    except ExpressionFailed:
        return None
