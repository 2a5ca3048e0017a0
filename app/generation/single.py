"""One generation on a database at a time.

Whoever generates holds a lock, and each worker another. A worker may outlive the process that
began it by one block; the next generation waits for that before it looks what is there.
"""

from sqlalchemy import Connection, text

from models.source import Code, FieldPlace, Problem, Problems

BUSY = Code("generate.E006", "another generation works on this database")

_GENERATION, _WORKER = 7_130_001, 7_130_002
_TRY = text("SELECT pg_try_advisory_lock(:key)")
_WAIT = text("SELECT pg_advisory_lock(:key), pg_advisory_unlock(:key)")
_SHARE = text("SELECT pg_advisory_lock_shared(:key)")


def be_the_only_one(connection: Connection) -> None:
    """Hold the lock as long as the connection lasts; wait for workers of one that was killed.
    Raises Problems if another holds it."""
    if not connection.scalar(_TRY, {"key": _GENERATION}):
        raise Problems([Problem(BUSY, FieldPlace())])
    connection.execute(_WAIT, {"key": _WORKER})
    connection.commit()


def stay_alone(connection: Connection) -> None:
    """A worker's part: let no next generation begin before this connection ends."""
    connection.execute(_SHARE, {"key": _WORKER})
