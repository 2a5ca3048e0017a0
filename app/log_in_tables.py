"""The tables of Flask-AppBuilder, where log-ins live: a step of the plan like any other."""

from flask_appbuilder import Model
from flask_appbuilder.security.sqla import models
from sqlalchemy import Connection, Table, inspect, text

from models.tables.database_roles import APP, READ
from models.tables.rights_steps import rights_steps
from models.tables.step import Sentence, Step

USERS: Table = models.User.__table__

_ROLE = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
# CASE, since PostgreSQL may ask conditions in any order and a table is no sequence.
_CLOSED_SEQUENCES = text("""
    SELECT relname FROM pg_class
    WHERE relnamespace = to_regnamespace('public') AND relname ^@ 'ab_' AND
      CASE WHEN relkind = 'S'
           THEN NOT has_sequence_privilege(CAST(:role AS text), oid, 'USAGE') END
    ORDER BY 1
""")


def log_in_steps(connection: Connection) -> list[Step]:
    """Create what is missing, as the installed Flask-AppBuilder defines it. Later versions of it
    that change a table are not handled here: its version is pinned."""
    present = set(inspect(connection).get_table_names())
    missing = [table for table in Model.metadata.sorted_tables if table.name not in present]
    return [_create(missing)] if missing else []


def log_in_rights(connection: Connection) -> list[Step]:
    """The rights of the database roles on these tables and the sequences that number their rows:
    the read role has none. Nothing where the roles do not exist."""
    steps = rights_steps(connection, [Model.metadata])
    if connection.scalar(_ROLE, {"role": APP}):
        closed = list(connection.scalars(_CLOSED_SEQUENCES, {"role": APP}))
        steps += [_open(closed)] if closed else []
    return steps


def _create(tables: list[Table]) -> Step:
    def run(connection: Connection) -> None:
        Model.metadata.create_all(connection, tables=tables)
        if connection.scalar(_ROLE, {"role": READ}):
            for table in tables:
                # The default rights of new tables would let it read password hashes.
                connection.execute(text(f'REVOKE ALL ON "{table.name}" FROM {READ}'))

    values = {"tables": ", ".join(table.name for table in tables)}
    return Step(
        "create-log-in-tables",
        Sentence("create the tables of accounts and log-in: %(tables)s", values),
        Sentence("drop the tables of accounts and log-in: %(tables)s", values),
        run,
    )


def _open(sequences: list[str]) -> Step:
    names = ", ".join(f'"{name}"' for name in sequences)

    def run(connection: Connection) -> None:
        connection.execute(text(f"GRANT USAGE ON SEQUENCE {names} TO {APP}"))

    values = {"role": APP, "sequences": ", ".join(sequences)}
    return Step(
        "rights:log-in-sequences",
        Sentence("let %(role)s number rows by %(sequences)s", values),
        Sentence("no longer let %(role)s number rows by %(sequences)s", values),
        run,
    )
