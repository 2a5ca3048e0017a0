"""Tables without their indexes and foreign keys while millions of rows come in: built at the end,
each is read once and sorted, instead of being searched for every row."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Connection, Engine, ForeignKeyConstraint, Index, Table, inspect, text
from sqlalchemy.schema import AddConstraint, CreateIndex

from models.tables.entity_tables import Tables

_BARE = text("""
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(CAST(:tables AS regclass[]))
    UNION ALL
    SELECT format('DROP INDEX %s', indexrelid::regclass)
    FROM pg_index WHERE NOT indisprimary AND indrelid = ANY(CAST(:tables AS regclass[]))
""")
# For the sessions that build alone.
_MEMORY = text("SET maintenance_work_mem = '512MB'")


def entity_tables(tables: Tables, entities: Iterable[str]) -> list[Table]:
    """The tables of these entities and of the rows below them."""
    chosen = set(entities)
    classes = [row for name, row in tables.rows.items() if name in chosen]
    classes += [row for (name, _), row in tables.sub_rows.items() if name in chosen]
    return [cls.__table__ for cls in classes]


def strip(connection: Connection, tables: Iterable[Table]) -> None:
    """Drop all indexes but the primary keys, and all foreign keys, of these tables."""
    names = [f'"{table.name}"' for table in tables]
    for statement in connection.scalars(_BARE, {"tables": names}).all():
        connection.execute(text(statement))


def dress(
    engine: Engine, tables: Iterable[Table], processes: int, told: Callable[[int, int], None]
) -> None:
    """Build what the definitions want and is not there; again after an interruption. An index of a
    county's field is no part of the tables: a plan builds it."""
    with engine.connect() as connection:
        there = inspect(connection)
        indexes: list[Index] = []
        keys: list[ForeignKeyConstraint] = []
        for table in tables:
            present = {index["name"] for index in there.get_indexes(table.name)}
            held = {key["name"] for key in there.get_foreign_keys(table.name)}
            indexes += [index for index in table.indexes if index.name not in present]
            keys += [key for key in table.foreign_key_constraints if key.name not in held]
    done = 0

    def build(index: Index) -> None:
        nonlocal done
        _run(engine, CreateIndex(index))
        done += 1
        told(done, len(indexes) + len(keys))

    # Those of one table follow each other, so that it is read while it is in memory.
    with ThreadPoolExecutor(processes) as pool:
        for result in [pool.submit(build, index) for index in sorted(indexes, key=_order)]:
            result.result()
    for key in keys:
        _run(engine, AddConstraint(key))
        done += 1
        told(done, len(indexes) + len(keys))


def _order(index: Index) -> tuple[str, str]:
    assert index.table is not None
    return index.table.name, str(index.name)


def _run(engine: Engine, statement: CreateIndex | AddConstraint) -> None:
    with engine.begin() as connection:
        connection.execute(_MEMORY)
        connection.execute(statement)
