"""What an operation of Alembic's is called, and how it and its reverse are told."""

from typing import Any

from alembic.operations import ops as alembic_ops

from models.tables.step import Sentence


def told(operation: Any) -> tuple[str, Sentence, Sentence, bool]:
    """Name, sentence, reverse and whether data could be lost."""
    table = getattr(operation, "table_name", "")
    if isinstance(operation, alembic_ops.CreateTableOp):
        values = {"table": table}
        create = Sentence("create the table %(table)s", values)
        return f"create-table:{table}", create, Sentence("drop the table %(table)s", values), False
    if isinstance(operation, alembic_ops.DropTableOp):
        values = {"table": table}
        drop = Sentence("drop the table %(table)s", values)
        return f"drop-table:{table}", drop, Sentence("create the table %(table)s", values), True
    if isinstance(operation, alembic_ops.AddColumnOp):
        values = {"column": f"{table}.{operation.column.name}", "type": operation.column.type}
        add = Sentence("add the column %(column)s (%(type)s)", values)
        drop = Sentence("drop the column %(column)s", values)
        return f"add-column:{values['column']}", add, drop, False
    if isinstance(operation, alembic_ops.DropColumnOp):
        values = {"column": f"{table}.{operation.column_name}"}
        drop = Sentence("drop the column %(column)s", values)
        add = Sentence("add the column %(column)s, empty", values)
        return f"drop-column:{values['column']}", drop, add, True
    if isinstance(operation, alembic_ops.CreateIndexOp):
        values = {"index": operation.index_name}
        create = Sentence("create the index %(index)s", values)
        drop = Sentence("drop the index %(index)s", values)
        return f"create-index:{operation.index_name}", create, drop, False
    if isinstance(operation, alembic_ops.DropIndexOp):
        values = {"index": operation.index_name}
        drop = Sentence("drop the index %(index)s", values)
        create = Sentence("create the index %(index)s", values)
        return f"drop-index:{operation.index_name}", drop, create, False
    if isinstance(operation, alembic_ops.CreateForeignKeyOp):
        values = _link(operation)
        create = Sentence("let %(column)s refer to %(target)s", values)
        drop = Sentence("no longer let %(column)s refer to %(target)s", values)
        return f"link:{values['column']}", create, drop, False
    what = type(operation).__name__.removesuffix("Op")
    subject = getattr(operation, "constraint_name", None) or getattr(operation, "column_name", "")
    values = {"what": what, "subject": f"{table}.{subject}"}
    return (
        f"{what.lower()}:{table}.{subject}",
        Sentence("%(what)s on %(subject)s", values),
        Sentence("undo %(what)s on %(subject)s", values),
        False,
    )


def _link(operation: alembic_ops.CreateForeignKeyOp) -> dict[str, object]:
    columns = ", ".join(operation.local_cols)
    return {"column": f"{operation.source_table}.{columns}", "target": operation.referent_table}
