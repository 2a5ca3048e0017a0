"""The whole plan of a database: log-in tables, tables and rights of the definitions."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine

from app.log_in_tables import log_in_rights, log_in_steps
from models.tables.apply import apply_plan
from models.tables.entity_tables import Tables
from models.tables.plan import make_plan
from models.tables.step import Step

_DEFAULT_RIGHTS = "default-rights"


def database_plan(connection: Connection, tables: Tables) -> list[Step]:
    """Every step to the definitions, in the order they must run. Empty when there is nothing to
    do. `connection` is the owner's.

    Default rights come first, since they reach only what is created after them; then the log-in
    tables, since accounts refer to them.
    """
    steps = [*log_in_steps(connection), *make_plan(connection, tables), *log_in_rights(connection)]
    once = {step.name: step for step in steps}
    return sorted(once.values(), key=lambda step: (step.alone, step.name != _DEFAULT_RIGHTS))


def bring_up(
    engine: Engine, tables: Tables, *, told: Callable[[Step], None] = lambda step: None
) -> int:
    """Plan and apply without losing anything; the number of steps. Raises Problems."""
    with engine.connect() as connection:
        steps = database_plan(connection, tables)
    if steps:
        apply_plan(engine, tables.catalogue, steps, told=told)
    return len(steps)
