"""A field that changes its type or its meaning: its values are read by the new field's own parser.
If one does not fit, nothing is done and the rows are named."""

from collections.abc import Iterator
from typing import Any

from alembic.operations import ops as alembic_ops
from sqlalchemy import Connection, String, text
from sqlalchemy.dialects import postgresql

from models.fields import Field, Link, OrgUnitLink
from models.source import Code, FieldPlace, Problem, Problems, Refused
from models.tables.base import NAMED_ROWS
from models.tables.step import Sentence, Step

MISFIT = Code(
    "tables.E001",
    "%(column)s cannot become %(type)s: %(count)d rows do not fit; their ids: %(rows)s",
    hint="correct these rows first, or keep the old type",
)
BATCH = 5_000


def conversion_step(operation: alembic_ops.AlterColumnOp, field: Field | None) -> Step:
    """Change the type or the meaning of a column. `field` is what the definitions make of it now;
    None for a column of the system. A link that leads elsewhere loses what it said."""
    table, column = operation.table_name, operation.column_name
    conversion = _Conversion(table, column, operation, field)
    values = {
        "column": f"{table}.{column}",
        "old": f"{operation.existing_comment or ''} {_sql(operation.existing_type)}".strip(),
        "new": f"{field.meaning if field else ''} {conversion.new}".strip(),
    }
    return Step(
        f"change-type:{table}.{column}",
        Sentence("change %(column)s from %(old)s to %(new)s", values),
        Sentence("change %(column)s from %(new)s to %(old)s", values),
        conversion.run,
        loses=isinstance(field, Link) and operation.existing_comment not in (None, field.meaning),
        check=conversion.misfits,
    )


def _sql(storage: Any) -> str:
    compiled = storage.compile(postgresql.dialect())  # type: ignore[no-untyped-call]
    return str(compiled).split(" COLLATE")[0]


class _Conversion:
    def __init__(
        self, table: str, column: str, operation: alembic_ops.AlterColumnOp, field: Field | None
    ) -> None:
        self.table, self.column, self.field = table, column, field
        self.storage = operation.modify_type
        self.from_text = isinstance(operation.existing_type, String)
        self.new = _sql(operation.modify_type or operation.existing_type)

    def misfits(self, connection: Connection) -> list[Problem]:
        """The rows whose values the new field does not take, as one problem."""
        if self.field is None:
            return []
        read = list(self._values(connection)) if isinstance(self.field, Link) else None
        found = [row for row, _, value in read or self._values(connection)
                 if isinstance(value, Refused)]  # fmt: skip
        found += self._leading_nowhere(connection, read or [])
        if not found:
            return []
        rows = ", ".join(str(row) for row in sorted(found)[:NAMED_ROWS])
        values = {
            "column": f"{self.table}.{self.column}",
            "type": self.field.meaning,
            "count": len(found),
            "rows": rows,
        }
        return [Problem(MISFIT, FieldPlace((self.table, self.column)), values)]

    def _leading_nowhere(
        self, connection: Connection, read: list[tuple[int, str, Any]]
    ) -> list[int]:
        """The rows whose values are ids, but of no record of the entity that is linked to."""
        if not isinstance(self.field, Link):
            return []
        there: set[int] = set()
        wanted = {value for _, _, value in read if isinstance(value, int)}
        if wanted:
            target = "org_unit" if isinstance(self.field, OrgUnitLink) else self.field.to
            query = text(f'SELECT id FROM "{target}" WHERE id = ANY(:ids)')
            there = set(connection.scalars(query, {"ids": list(wanted)}))
        return [row for row, _, value in read if isinstance(value, int) and value not in there]

    def run(self, connection: Connection) -> None:
        """Convert. What came in since the plan was checked is checked again: a cast would cut or
        round it without a word. Raises Problems."""
        name, column = f'"{self.table}"', f'"{self.column}"'
        connection.execute(text(f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE"))
        found = self.misfits(connection)
        if found:
            raise Problems(found)
        alter = f"ALTER TABLE {name} ALTER COLUMN {column} TYPE"
        connection.execute(text("SET LOCAL DateStyle = 'ISO'"))
        connection.execute(text("SET LOCAL TIME ZONE 8"))  # times are written as China has them
        if self.from_text and self.storage is not None:
            connection.execute(text(f"{alter} text"))  # 是 becomes true, which may be longer
        if self.from_text and self.field is not None:
            self._normalise(connection)
        if self.storage is not None:
            storage = self.storage.compile(postgresql.dialect())  # type: ignore[no-untyped-call]
            connection.execute(text(f"{alter} {storage} USING {column}::text::{self.new}"))
        if self.field is not None:
            comment = f"COMMENT ON COLUMN {name}.{column} IS '{self.field.meaning}'"
            connection.execute(text(comment))

    def _normalise(self, connection: Connection) -> None:
        """Write every text as the new type writes it, so that PostgreSQL's own cast reads it."""
        assert self.field is not None
        changes = []
        for row, old, value in self._values(connection):
            new = None if value is None else self.field.stored_text(value)
            if new != old:
                changes.append({"id": row, "new": new})
        update = text(f'UPDATE "{self.table}" SET "{self.column}" = :new WHERE id = :id')
        for start in range(0, len(changes), BATCH):
            connection.execute(update, changes[start : start + BATCH])

    def _values(self, connection: Connection) -> Iterator[tuple[int, str, Any]]:
        """Every row's id, present text, and the value it becomes (or the Refused it meets)."""
        assert self.field is not None
        query = text(
            f'SELECT id, "{self.column}"::text FROM "{self.table}"'
            f' WHERE "{self.column}" IS NOT NULL ORDER BY id'
        )
        rows = connection.execute(query, execution_options={"yield_per": BATCH})
        for row, old in rows:
            try:
                yield row, old, self.field.parse(old)
            except Refused as refusal:
                yield row, old, refusal
