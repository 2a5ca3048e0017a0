"""Indexes on tables that have rows: built without blocking anybody, and built again if a build
was interrupted."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Index,
    column,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from models.source import N_, Code, FieldPlace, Problem
from models.tables.base import NAMED_ROWS, OURS
from models.tables.step import Check, Sentence, Step

DUPLICATES = Code(
    "tables.E006",
    "%(column)s cannot become unique: %(count)d rows share a value; their ids: %(rows)s",
    hint="correct these rows first",
)

CREATE = N_("build the index %(index)s without blocking anyone")
DROP = N_("drop the index %(index)s")
REBUILD = N_("build the index %(index)s again: an earlier build was interrupted")

_INVALID = text("""
    SELECT i.relname, t.relname AS table_name, pg_get_indexdef(i.oid) AS definition
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_description d ON d.objoid = t.oid AND d.objsubid = 0
      AND d.classoid = 'pg_class'::regclass
    WHERE NOT x.indisvalid AND d.description LIKE :ours AND t.relnamespace =
      to_regnamespace('public')
    ORDER BY 1
""")


def build_index_step(index: Index) -> Step:
    """Build an index on a table that is in use."""
    index.dialect_options["postgresql"]["concurrently"] = True
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    statement = str(CreateIndex(index).compile(dialect=dialect))
    check = _duplicates(index) if index.unique else None
    return _alone(str(index.name), statement, CREATE, check)


def _duplicates(index: Index) -> Check:
    """A check for values that more than one row has: over them no unique index can be built."""
    assert index.table is not None
    name, unique = index.table.name, [c.name for c in index.columns]
    values = [part for part in index.expressions if not isinstance(part, str)]
    present = index.dialect_options["postgresql"]["where"]
    ids: ColumnElement[Any] = func.array_agg(column("id"))
    query = (
        select(ids)
        .select_from(index.table)
        .where(*(v.is_not(None) for v in values), *(() if present is None else (present,)))
        .group_by(*values)
        .having(func.count() > 1)
    )

    def check(connection: Connection) -> list[Problem]:
        columns = inspect(connection).get_columns(name)
        if not set(unique) <= {present["name"] for present in columns}:
            return []  # it comes with this plan
        found = sorted(row for rows in connection.scalars(query) for row in rows)
        if not found:
            return []
        rows = ", ".join(str(row) for row in found[:NAMED_ROWS])
        values = {"column": f"{name}.{', '.join(unique)}", "count": len(found), "rows": rows}
        return [Problem(DUPLICATES, FieldPlace((name, *unique)), values)]

    return check


def invalid_index_steps(
    connection: Connection, dropped: Collection[str], going: Collection[str]
) -> list[Step]:
    """Build again what an interrupted build left behind: PostgreSQL keeps such an index, unused.
    Not the indexes `going`, nor those of tables that are `dropped`."""
    steps = []
    for name, on, definition in connection.execute(_INVALID, {"ours": f"{OURS}%"}):
        if name in going or on in dropped:
            continue
        statement = definition.replace("INDEX", "INDEX CONCURRENTLY", 1)
        steps.append(_alone(name, statement, REBUILD))
    return steps


def _alone(name: str, statement: str, message: str, check: Check | None = None) -> Step:
    def run(connection: Connection) -> None:
        # Restartable: whatever an interrupted run left is taken away first.
        connection.execute(text(f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"'))
        connection.exec_driver_sql(statement)

    does, undoes = Sentence(message, {"index": name}), Sentence(DROP, {"index": name})
    return Step(f"create-index:{name}", does, undoes, run, alone=True, check=check)
