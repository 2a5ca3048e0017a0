"""The look for what was lost: leases that ran out, messages that never arrived; and for what is not
kept any longer: results, words searched for, records opened long ago, files handed in that nothing
names. Everything it needs to know stands in the tables, so it does not matter when it ran last, or
how often."""

import datetime
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from app.jobs.bell import Bell
from app.jobs.stored_files import clear_files
from app.jobs.told import GIVEN_UP, OVER_TIME, problem, write_told
from app.jobs.workshop import Workshop
from app.recent_records import forget_records
from app.sought import forget_words
from models.tables.job import CANCELLED, FAILED, WAITING

KEPT = datetime.timedelta(days=90)  # how long a job that has ended is shown
MOST = 100  # messages of one sweep

# Any number that no other program of the database takes its advisory locks with.
_ALONE = text("SELECT pg_try_advisory_xact_lock(1735551330)")
_EXPIRED = text("""
    SELECT id, attempts, cancel_wanted, time_limit,
           started_at + make_interval(secs => time_limit) < now() AS over
    FROM job WHERE state = 'running' AND lease_until < now() ORDER BY id FOR UPDATE SKIP LOCKED
""")
_TAKEN = text("""
    UPDATE job SET state = CAST(:state AS text), told = :told, lease_until = NULL,
        seen = CAST(:state AS text) = 'cancelled',
        ended_at = CASE WHEN CAST(:state AS text) = 'waiting' THEN NULL ELSE clock_timestamp() END
    WHERE id = :id
""").bindparams(bindparam("told", type_=JSONB))
_DUE = text("""
    SELECT id, time_limit FROM job WHERE state = 'waiting' AND not_before <= now()
    ORDER BY not_before, id LIMIT :most
""")
_FORGET = text("""
    UPDATE job SET result = result || '{"file": null}' WHERE expires_at < now()
      AND result->>'file' IS NOT NULL
""")
_OLD = text("DELETE FROM job WHERE ended_at < now() - CAST(:kept AS interval)")
_FILES = text("""
    SELECT id, CASE state WHEN 'running' THEN token ELSE CAST(result->>'file' AS bigint) END
    FROM job WHERE state = 'running' OR result->>'file' IS NOT NULL
""")


@dataclass(frozen=True)
class Swept:
    """What one sweep did. `alone` is False if another was at it, and this one did nothing."""

    taken_over: int = 0
    sent: int = 0
    alone: bool = True


def sweep(workshop: Workshop, bell: Bell) -> Swept:
    """One look. Never more messages wait than jobs do, whatever happens to workers and broker."""
    present = workshop.files.present()
    with workshop.engine.begin() as connection:
        if not connection.scalar(_ALONE):
            return Swept(alone=False)
        taken = _take_over(connection, workshop.settings.job_attempts)
        connection.execute(_FORGET)
        connection.execute(_OLD, {"kept": KEPT})
        forget_words(connection)
        forget_records(connection)
        clear_files(connection, workshop.stored)
        due = connection.execute(_DUE, {"most": MOST}).all()
        wanted = {(row[0], row[1]) for row in connection.execute(_FILES)}
    workshop.files.keep(wanted, present)
    missing = len(due) - bell.waiting() if due else 0
    for row in due[: max(0, missing)]:
        bell.ring(row.id, row.time_limit)
    return Swept(taken, max(0, missing))


def _take_over(connection: Connection, attempts: int) -> int:
    """Jobs whose worker is silent: back to those that wait, or to their end."""
    rows = connection.execute(_EXPIRED).all()
    for row in rows:
        state, told = WAITING, []
        if row.cancel_wanted:
            state = CANCELLED
        elif row.over:
            limit = max(1, row.time_limit // 60)
            state, told = FAILED, write_told([problem(OVER_TIME, limit=limit)])
        elif row.attempts >= attempts:
            state, told = FAILED, write_told([problem(GIVEN_UP, attempts=row.attempts)])
        connection.execute(_TAKEN, {"id": row.id, "state": state, "told": told})
    return len(rows)
