"""What is counted over a whole table, when all blocks are in: the ids that come next, and the
numbers that records are given by a rule."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from models.definitions import Catalogue, Entity
from models.fields import SequenceNumber
from models.tables.entity_tables import Tables
from models.tables.numbering import Numbering

_AT_ONCE = 10_000


def restart_ids(connection: Connection, tables: Iterable[Table]) -> None:
    """The database counts on from the highest id of each table."""
    for table in tables:
        connection.execute(
            text(
                "SELECT setval(pg_get_serial_sequence(:table, 'id'), max(id))"
                f' FROM "{table.name}" HAVING count(*) > 0'
            ),
            {"table": f'"{table.name}"'},
        )


def give_numbers(
    connection: Connection, catalogue: Catalogue, tables: Tables, entities: Iterable[str]
) -> None:
    """Number the records that have no number yet, in the order of their ids."""
    for name in entities:
        entity = catalogue.entities[name]
        for field in entity.columns.values():
            if isinstance(field, SequenceNumber):
                _number(connection, entity, field, tables.rows[name].__table__)


def _number(connection: Connection, entity: Entity, field: SequenceNumber, table: Table) -> None:
    column = table.c[field.name]
    query = select(table.c.id, table.c.org_code, table.c.created_at).where(column.is_(None))
    last: Counter[str] = Counter()
    numbered: list[dict[str, Any]] = []
    for row in connection.execute(query.order_by(table.c.id)).all():
        beginning = field.beginning(row.org_code, row.created_at.date())
        last[beginning] += 1
        numbered.append({"of": row.id, "number": field.number(beginning, last[beginning])})
    for start in range(0, len(numbered), _AT_ONCE):
        _write(connection, table, field.name, numbered[start : start + _AT_ONCE])
    if last:
        values = [
            {"entity": entity.name, "field": field.name, "beginning": beginning, "last": count}
            for beginning, count in last.items()
        ]
        connection.execute(insert(Numbering), values)


def _write(
    connection: Connection, table: Table, field: str, numbered: list[dict[str, Any]]
) -> None:
    statement = text(
        f'UPDATE "{table.name}" SET "{field}" = given.number FROM'
        " unnest(CAST(:ids AS bigint[]), CAST(:numbers AS text[])) AS given(id, number)"
        f' WHERE "{table.name}".id = given.id'
    )
    ids, numbers = [row["of"] for row in numbered], [row["number"] for row in numbered]
    connection.execute(statement, {"ids": ids, "numbers": numbers})
