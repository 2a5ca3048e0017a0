"""Carries out a plan: checks first, then one transaction, then what cannot be in one."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import DBAPIError

from models.definitions import Catalogue
from models.source import Code, FieldPlace, Problem, Problems
from models.tables.definition_version import DefinitionVersion
from models.tables.step import Step

LOSES = Code(
    "tables.E002",
    "this step could lose data: %(step)s",
    hint="if that is meant, name it: --accept %(name)s",
)
FAILED = Code(
    "tables.E007",
    "this step failed, and what could be undone was: %(step)s (%(reason)s)",
    hint="plan again: the database may have changed since",
)
BUSY = Code("tables.E003", "another apply is under way on this database")

# A table in use is waited for briefly; a queue behind our lock would stop everybody.
LOCK_WAIT = "10s"

# Any number that no other program of the database takes its advisory locks with.
_LOCK = 0x67726964


def refusals(engine: Engine, steps: Sequence[Step], accepted: Collection[str]) -> list[Problem]:
    """Why the plan may not run: steps that could lose data and were not named, and rows that do
    not fit. Nothing is changed."""
    found = [
        Problem(LOSES, FieldPlace((step.name,)), {"step": step.sentence, "name": step.name})
        for step in steps
        if step.loses and step.name not in accepted
    ]
    with engine.connect() as connection:
        for step in steps:
            if step.check:
                found += step.check(connection)
    return found


def apply_plan(
    engine: Engine,
    catalogue: Catalogue,
    steps: Sequence[Step],
    *,
    accepted: Collection[str] = (),
    told: Callable[[Step], None] = lambda step: None,
) -> None:
    """Run every step. Those that PostgreSQL can undo run in one transaction, all or none; the
    others each by itself, and an interrupted run is taken up by the next one.

    `told` hears of each step before it runs. Raises Problems: if the plan may not run, if another
    apply is under way, or if a step failed. Then nothing was done, or where the step that failed
    is one that cannot be undone, nothing after it.
    """
    # Outside a transaction: an open one would be waited for by every concurrent index build.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as lock:
        if not lock.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}):
            raise Problems([Problem(BUSY, FieldPlace())])
        try:
            problems = refusals(engine, steps, accepted)
            if problems:
                raise Problems(problems)
            _run(engine, catalogue, steps, told)
        finally:
            lock.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})


def _run(
    engine: Engine, catalogue: Catalogue, steps: Sequence[Step], told: Callable[[Step], None]
) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_WAIT}'"))
        for step in steps:
            if not step.alone:
                _do(step, connection, told)
        newest = select(DefinitionVersion.digest).order_by(DefinitionVersion.id.desc()).limit(1)
        if connection.scalar(newest) != catalogue.digest:
            connection.execute(insert(DefinitionVersion).values(digest=catalogue.digest))
    for step in steps:
        if step.alone:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                _do(step, connection, told)


def _do(step: Step, connection: Connection, told: Callable[[Step], None]) -> None:
    told(step)
    try:
        step.run(connection)
    except DBAPIError as error:
        values = {"step": step.sentence, "reason": str(error.orig).split("\n", maxsplit=1)[0]}
        raise Problems([Problem(FAILED, FieldPlace((step.name,)), values)]) from error
