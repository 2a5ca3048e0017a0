"""The plan: what the database lacks of the catalogue, and what it has beyond it.

Reading the outside state comes first and is all done here; nothing is changed. The comparison of
tables is Alembic's; the sentences, what may be lost and what must wait are ours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from alembic.autogenerate import produce_migrations
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.operations import ops as alembic_ops
from sqlalchemy import Connection, MetaData, Table, text

from models.definitions import Catalogue
from models.fields import Field
from models.source import Code, FieldPlace, Problem, Problems
from models.tables import county_steps, index_steps, rights_steps
from models.tables.base import OURS
from models.tables.conversion import conversion_step
from models.tables.entity_tables import Tables
from models.tables.operation_words import told
from models.tables.step import Step
from models.tables.system_tables import SYSTEM_METADATA

NOT_OURS = Code(
    "tables.E005",
    "the table %(table)s is there already and is not Gridbook's",
    hint="rename or move that table, or use a database of its own",
)

_NOT_OURS = text("""
    SELECT relname FROM pg_class
    WHERE relnamespace = to_regnamespace('public') AND relname = ANY(:wanted)
      AND coalesce(obj_description(oid, 'pg_class') NOT LIKE :ours, true)
    ORDER BY 1
""")
_LINKS = text("""
    SELECT t.relname, k.conname FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
    JOIN pg_class r ON r.oid = k.confrelid
    WHERE k.contype = 'f' AND r.relnamespace = to_regnamespace('public') AND r.relname = :table
      AND t.relname = ANY(:dropped)
    ORDER BY 1, 2
""")


def make_plan(connection: Connection, tables: Tables, *, rights: bool = True) -> list[Step]:
    """The steps from the database to the catalogue, in the order they must run. Empty when there
    is nothing to do. `connection` is the owner's. Raises Problems if a table stands in the way."""
    context = MigrationContext.configure(
        connection,
        opts={
            "target_metadata": [SYSTEM_METADATA, tables.metadata],
            "include_object": _is_ours,
            "compare_type": True,
            "compare_server_default": False,
        },
    )
    _check_ours(connection, [SYSTEM_METADATA, tables.metadata])
    script = produce_migrations(context, context.opts["target_metadata"])
    assert script.upgrade_ops is not None
    operations = list(_flat(script.upgrade_ops.ops))
    created = {op.table_name for op in operations if isinstance(op, alembic_ops.CreateTableOp)}
    operations += _waiting_links(tables, created)
    change = _Change(
        tables.catalogue,
        created,
        frozenset(op.table_name for op in operations if isinstance(op, alembic_ops.DropTableOp)),
    )
    steps = [change.step(operation) for operation in sorted(operations, key=_rank)]
    steps += county_steps.field_steps(connection, tables.catalogue)
    steps += county_steps.index_steps(connection, tables.catalogue)
    going = [step.name.removeprefix("drop-index:") for step in steps]
    steps += index_steps.invalid_index_steps(connection, change.dropped, going)
    if rights:
        steps += rights_steps.rights_steps(connection, [SYSTEM_METADATA, tables.metadata])
    return sorted(steps, key=lambda step: step.alone)


def _check_ours(connection: Connection, metadata: Iterable[MetaData]) -> None:
    """Raise Problems if a table that we want is there and is somebody else's."""
    wanted = [name for part in metadata for name in part.tables if name != "ab_user"]
    found = connection.scalars(_NOT_OURS, {"wanted": wanted, "ours": f"{OURS}%"})
    problems = [Problem(NOT_OURS, FieldPlace((name,)), {"table": name}) for name in found]
    if problems:
        raise Problems(problems)


def _is_ours(thing: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    table = thing if isinstance(thing, Table) else getattr(thing, "table", None)
    if table is not None and table.name == "ab_user":
        return False
    if kind == "table" and reflected and compare_to is None:
        return (table.comment or "").startswith(OURS) if table is not None else False
    return not (kind == "index" and reflected and county_steps.is_county_index(name or ""))


def _flat(operations: Iterable[Any]) -> Iterator[Any]:
    for operation in operations:
        if isinstance(operation, alembic_ops.ModifyTableOps):
            yield from _flat(operation.ops)
        else:
            yield operation


_ORDER = (
    alembic_ops.CreateTableOp,
    alembic_ops.DropIndexOp,
    alembic_ops.DropConstraintOp,
    alembic_ops.AddColumnOp,
    alembic_ops.AlterColumnOp,
    alembic_ops.CreateForeignKeyOp,
    alembic_ops.CreateIndexOp,
    alembic_ops.DropColumnOp,
    alembic_ops.DropTableOp,
)


def _rank(operation: Any) -> int:
    kinds = [n for n, kind in enumerate(_ORDER) if isinstance(operation, kind)]
    return kinds[0] if kinds else len(_ORDER)


def _waiting_links(tables: Tables, created: set[str]) -> Iterator[Any]:
    """The links of new tables that go in a circle: made when all tables are there."""
    for name in sorted(created & tables.metadata.tables.keys()):
        for constraint in tables.metadata.tables[name].foreign_key_constraints:
            if constraint.use_alter:
                yield alembic_ops.CreateForeignKeyOp.from_constraint(constraint)


@dataclass(frozen=True)
class _Change:
    """Everything that one plan changes, as far as one step must know of the others."""

    catalogue: Catalogue
    created: set[str]
    dropped: frozenset[str]

    def step(self, operation: Any) -> Step:
        """One Alembic operation as a step of ours."""
        table = getattr(operation, "table_name", "")
        if isinstance(operation, alembic_ops.AlterColumnOp) and _converts(operation):
            return conversion_step(operation, _field(self.catalogue, table, operation.column_name))
        if isinstance(operation, alembic_ops.CreateIndexOp) and table not in self.created:
            return index_steps.build_index_step(operation.to_index())
        name, sentence, reverse, loses = told(operation)

        def run(connection: Connection) -> None:
            if isinstance(operation, alembic_ops.DropTableOp):
                _let_go(connection, table, self.dropped)
            Operations(MigrationContext.configure(connection)).invoke(operation)

        return Step(name, sentence, reverse, run, loses=loses)


def _converts(operation: alembic_ops.AlterColumnOp) -> bool:
    return operation.modify_type is not None or operation.modify_comment is not False


def _let_go(connection: Connection, table: str, dropped: frozenset[str]) -> None:
    """Drop the links to a table from tables that go with it, whichever goes first."""
    links = connection.execute(_LINKS, {"table": table, "dropped": list(dropped)}).all()
    for link, name in links:
        connection.execute(text(f'ALTER TABLE "{link}" DROP CONSTRAINT "{name}"'))


def _field(catalogue: Catalogue, table: str, column: str) -> Field | None:
    """The field behind a column, of an entity or of its sub-rows; None for a system column."""
    for entity in catalogue.entities.values():
        if entity.name == table:
            return entity.columns.get(column)
        for name, rows in entity.sub_rows.items():
            if table == f"{entity.name}_{name}":
                return next((field for field in rows.fields if field.name == column), None)
    return None
