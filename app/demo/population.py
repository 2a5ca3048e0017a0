"""The demo's population: the generator's, small. All or nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text

from app.generation.bare_tables import entity_tables
from app.generation.block_load import BlockLoader
from app.generation.numbers import give_numbers, restart_ids
from app.generation.order import Order, Plan
from app.generation.size import Size
from models.tables.audit import Audit
from models.tables.entity_tables import Tables

Told = Callable[[int, int], None]

# Of so many rows of the population, one is read by its definition.
_EVERY = 20


# Enough to turn pages, little enough to wait for.
PERSONS = 20_000


def demo_size(persons: int = PERSONS) -> Size:
    """So many persons, with as much of everything as goes with them. The demo has accounts of its
    own."""
    return Size(
        grids=max(40, persons // 50),
        houses=persons * 9 // 20,
        persons=persons,
        events=persons * 3 // 100,
        tags=persons * 3 // 250,
        accounts=0,
    )


def is_loaded(connection: Connection) -> bool:
    """Whether a population is there. It comes in one transaction, so a grid means all of it."""
    return bool(connection.scalar(text("SELECT EXISTS (SELECT FROM grid)")))


def load_population(
    connection: Connection,
    tables: Tables,
    definitions: Path,
    size: Size,
    told: Told = lambda done, of: None,
) -> None:
    """Fill the empty tables within the connection's transaction, and leave an audit record of it.
    `told` hears how many rows of how many are in. Raises Problems if a row is not as defined."""
    order = Order(definitions, size.rows(tables.catalogue, tables.catalogue.entities), every=_EVERY)
    plan = Plan(order, connection, tables.catalogue)
    loader, driver = BlockLoader(plan), _driver(connection)
    done = 0
    for block in plan.population.blocks:
        loader.load(block.plan.number, driver)
        done += plan.rows_of(block.plan.number)
        told(done, plan.total)
    restart_ids(connection, entity_tables(tables, order.rows))
    give_numbers(connection, tables.catalogue, tables, order.rows)
    connection.execute(
        insert(Audit).values(
            actor_name="gridbook demo",
            action="load",
            entity="person",
            org_code=plan.city,
            changes={"grids": size.grids, "houses": size.houses, "persons": size.persons},
        )
    )


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def analyze(connection: Connection) -> None:
    """Let the database learn what was loaded, so that it plans well from the first page."""
    connection.execute(text("ANALYZE"))
