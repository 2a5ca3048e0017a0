"""What was begun on a database: an audit record at the start of a generation tells its size and
seed, so that the same command goes on and another one is refused."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, text

from models.source import Code, FieldPlace, Problem, Problems
from models.tables.audit import Audit

OTHER_BEGUN = Code(
    "generate.E008",
    "this database was filled by another generation: %(what)s was %(then)s, and is %(now)s now",
    hint="give the same numbers to go on with it, or take an empty database",
)
NOT_EMPTY = Code(
    "generate.E009",
    "there are records of %(entity)s already",
    hint="generate into an empty database; what people entered is never mixed with made-up records",
)

ACTION, ACTOR = "load", "gridbook generate"


def begun(connection: Connection) -> Mapping[str, Any] | None:
    """What the generation of this database was begun with, if there was one."""
    query = select(Audit.__table__.c.changes).where(
        Audit.__table__.c.action == ACTION, Audit.__table__.c.actor_name == ACTOR
    )
    found: Mapping[str, Any] | None = connection.scalar(query.order_by(Audit.__table__.c.id))
    return found


def begin(connection: Connection, org_code: str, given: Mapping[str, Any]) -> None:
    """Leave the record."""
    values = {"actor_name": ACTOR, "action": ACTION, "entity": "person", "org_code": org_code}
    connection.execute(insert(Audit).values(**values, changes=dict(given)))


def check_same(then: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Raise Problems with everything that differs."""
    differing = [name for name in {**now, **then} if then.get(name, 0) != now.get(name, 0)]
    if differing:
        raise Problems(
            Problem(
                OTHER_BEGUN,
                FieldPlace(),
                {"what": name, "then": then.get(name, 0), "now": now.get(name, 0)},
            )
            for name in differing
        )


def held(connection: Connection, entities: Mapping[str, object]) -> list[str]:
    """The entities that have records."""
    return [
        name
        for name in entities
        if connection.scalar(text(f'SELECT EXISTS (SELECT FROM "{name}")'))
    ]


def check_empty(connection: Connection, entities: Mapping[str, object]) -> None:
    """Raise Problems if any of the entities has records."""
    found = held(connection, entities)
    if found:
        raise Problems(Problem(NOT_EMPTY, FieldPlace(), {"entity": name}) for name in found)
