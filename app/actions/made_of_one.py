"""One record becomes several: it ends, each of the new ones is made of it, and what linked to it
goes to one of them."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from app.actions.begun import begun
from app.actions.going_along import Follower, check_let_go, followers, move
from app.actions.links import location
from app.actions.new_record import check_new, write_new
from app.actions.uniqueness import TakenElsewhere
from app.actions.work import Work
from app.actions.written import writable
from models.definitions import Entity, read_entry
from models.definitions.act import MAKES, MOVES, Act, made_field
from models.fields import MISSING, RowsRefused
from models.fields.links import RECORD
from models.source import Code, FieldPlace, Problem, Problems, Refused

TOO_FEW = Code("actions.E055", "one record becomes at least two")
NO_SUCH_ROW = Code("actions.E056", "choose one of the new records, 1 to %(count)d")
NOT_HERE_NOW = Code(
    "actions.E057", "this no longer belongs to the record; please look again who is there"
)
REST = "rest"
_LEAST = 2


def read_made(entity: Entity, act: Act, given: Mapping[str, object]) -> list[Mapping[str, object]]:
    """What was entered for each of the new records, cells in their raw form. Raises Problems."""
    field = made_field(act, entity.fields)
    try:
        rows = field.parse(given.get(MAKES))
    except RowsRefused as refusal:
        places = [(p, p.place) for p in refusal.found]
        raise Problems(
            Problem(p.code, place.under(MAKES), p.values)
            for p, place in places
            if isinstance(place, FieldPlace)
        ) from None
    except Refused as refusal:
        raise Problems([refusal.at(MAKES)]) from None
    if len(rows or ()) < _LEAST:
        raise Problems([Problem(TOO_FEW, FieldPlace((MAKES,)))])
    return [{name: cell for name, cell in row.items() if cell is not None} for row in rows]


def make_several(
    work: Work,
    entity: Entity,
    act: Act,
    row: Any,
    before: Mapping[str, Any],
    given: Mapping[str, object],
    *,
    on_day: datetime.date | None,
    reason: str,
) -> list[Any]:
    """The new records. The one they are made of has ended already. Raises Problems."""
    entered = read_made(entity, act, given)
    moving = followers(work, act, [row.id])
    places = _places(moving, given.get(MOVES), len(entered))
    origin = {act.came_from: ({RECORD: row.id},)}
    made: list[Any] = []
    problems: list[Problem] = []
    for number, one in enumerate(entered):
        try:
            values, org_code = _judged(work, entity, act, before, one, row.org_code)
        except TakenElsewhere as taken:  # whoever is told so much is written down
            raise TakenElsewhere(_in_row(p, number, act) for p in taken.found) from None
        except Problems as refused:
            problems += [_in_row(p, number, act) for p in refused.found]
            continue
        new = write_new(
            work, entity, {**values, **origin}, org_code,
            action=act.name, on_day=on_day, reason=reason,
        )  # fmt: skip
        made.append(new)
    if problems:
        raise Problems(problems)
    going = {one: made[number].id for one, number in places.items()}
    problems = move(work, going, on_day=on_day, reason=reason)
    if problems:
        raise Problems(problems)
    check_let_go(work, entity.name, [row.id])
    return made


def _judged(
    work: Work,
    entity: Entity,
    act: Act,
    before: Mapping[str, Any],
    one: Mapping[str, object],
    org_code: str,
) -> tuple[Mapping[str, Any], str]:
    copied = {name: before.get(name) for name in act.copies}
    given, problems = writable(work.access, entity, one, {}, org_code)
    start = {**begun(work, entity, given), **copied}
    entry = read_entry(entity, given, today=work.today, before=start)
    problems += entry.problems
    place = location(work, entity, entry.values) if not problems else None
    return entry.values, check_new(work, entity, entry.values, place, problems, taken_over=copied)


def _in_row(problem: Problem, number: int, act: Act) -> Problem:
    """The same problem at the row of the new record."""
    path = problem.place.path if isinstance(problem.place, FieldPlace) else ()
    asked = bool(path) and path[0] in act.makes
    return Problem(
        problem.code, FieldPlace((MAKES, number, *path) if asked else (MAKES,)), problem.values
    )


def _places(moving: Sequence[Follower], raw: object, count: int) -> dict[Follower, int]:
    """For each that goes along, the number of the new record, from 0. Raises Problems."""
    wanted: Mapping[Any, Any] = raw if isinstance(raw, Mapping) else {}
    problems: list[Problem] = []
    found = {}
    for one in moving:
        chosen = wanted.get(one.path)
        chosen = chosen if isinstance(chosen, Mapping) else {}
        said = chosen.get(str(one.row.id)) or chosen.get(REST)
        place = FieldPlace((MOVES, one.path, one.row.id))
        number = _number(said)
        if said in (None, ""):
            problems.append(Problem(MISSING, place))
        elif number is None or not 1 <= number <= count:
            problems.append(Problem(NO_SUCH_ROW, place, {"count": count}))
        else:
            found[one] = number - 1
    known = {(one.path, str(one.row.id)) for one in moving}
    for path, chosen in wanted.items():
        for row_id in chosen if isinstance(chosen, Mapping) else ():
            if row_id != REST and (path, str(row_id)) not in known:
                problems.append(Problem(NOT_HERE_NOW, FieldPlace((MOVES, str(path), str(row_id)))))
    if problems:
        raise Problems(problems)
    return found


def _number(raw: object) -> int | None:
    text = str(raw).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def links_to(rows: Sequence[Any]) -> tuple[dict[str, int], ...]:
    """The value of a field of links that leads to these."""
    return tuple({RECORD: row.id} for row in rows)


def made_by(work: Work, act: Act, name: str, row: Any) -> list[int]:
    """The ids of the records that an act made of this one."""
    if not act.makes:
        return []
    values = work.values(work.entity(name, row.org_code), row)
    return [link[RECORD] for link in values[act.became] or ()]
