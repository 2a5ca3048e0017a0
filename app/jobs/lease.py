"""The lease on a job: taken by one worker, kept while it shows signs of life, and asked for by all
that it commits. By Core, in transactions of their own unless a connection is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from app.jobs.told import Written
from models.tables.job import CANCELLED, DONE


class LeaseLost(Exception):
    """Another has taken the job over: nothing more of it may be committed here."""


class CancelWanted(Exception):
    """Whoever asked for the job no longer wants it."""


_CLAIM = text("""
    UPDATE job SET state = 'running', token = token + 1, attempts = attempts + 1, done = 0,
        total = NULL, started_at = clock_timestamp(),
        lease_until = clock_timestamp() + make_interval(secs => :lease)
    WHERE id = (
        SELECT id FROM job
        WHERE id = :id AND not_before <= now() AND NOT cancel_wanted AND attempts < :most
          AND (state = 'waiting' OR state = 'running' AND lease_until < now())
        FOR UPDATE SKIP LOCKED)
    RETURNING id, token, kind, arguments, account_id, attempts, time_limit, request_id
""")
_RENEW = text("""
    UPDATE job SET done = :done, total = :total,
        lease_until = clock_timestamp() + make_interval(secs => :lease)
    WHERE id = :id AND token = :token AND state = 'running' RETURNING cancel_wanted
""")
_END = text("""
    UPDATE job SET state = CAST(:state AS text), done = :done, total = :total, told = :told,
        result = :result, lease_until = NULL, seen = CAST(:state AS text) = 'cancelled',
        ended_at = clock_timestamp(),
        expires_at = clock_timestamp() + make_interval(days => :days)
    WHERE id = :id AND token = :token AND state = 'running'
      AND (CAST(:state AS text) <> 'done' OR NOT cancel_wanted)
""").bindparams(bindparam("told", type_=JSONB), bindparam("result", type_=JSONB(none_as_null=True)))
_RELEASE = text("""
    UPDATE job SET state = 'waiting', lease_until = NULL, attempts = attempts - :uncounted,
        not_before = clock_timestamp() + make_interval(secs => :pause)
    WHERE id = :id AND token = :token AND state = 'running'
""")
_WANTED = text("SELECT cancel_wanted FROM job WHERE id = :id AND token = :token")


@dataclass(frozen=True)
class Lease:
    """One claim of one job. `token` is raised by each claim, so an older one is worth nothing."""

    id: int
    token: int
    kind: str
    arguments: Mapping[str, Any]
    account_id: int
    attempts: int
    time_limit: int
    request_id: str

    def renew(self, engine: Engine, seconds: int, done: int, total: int | None) -> None:
        """Show that the worker lives, and how far it is. Raises LeaseLost, CancelWanted."""
        values = {"lease": seconds, "done": done, "total": total, **self._key}
        with engine.begin() as connection:
            row = connection.execute(_RENEW, values).first()
        if row is None:
            raise LeaseLost
        if row.cancel_wanted:
            raise CancelWanted

    def finish(
        self, connection: Connection, result: Mapping[str, Any], told: Written, days: int
    ) -> None:
        """Say that the job is done, in the transaction of what it has changed. Raises LeaseLost,
        CancelWanted: then that transaction must not be committed."""
        count = result.get("rows", 0)
        values = {"state": DONE, "result": result, "told": told, "done": count, "total": count}
        if connection.execute(_END, {**values, "days": days, **self._key}).rowcount == 1:
            return
        if connection.scalar(_WANTED, self._key):
            raise CancelWanted
        raise LeaseLost

    def end(self, engine: Engine, state: str, told: Written, days: int) -> bool:
        """Say that the job has failed or was cancelled; False if it was another's meanwhile."""
        values = {"state": state, "told": told, "result": None, "done": 0, "total": None}
        with engine.begin() as connection:
            ended = connection.execute(_END, {**values, "days": days, **self._key})
        return ended.rowcount == 1

    def cancel(self, engine: Engine, days: int) -> bool:
        """Say that it was cancelled, as was wanted."""
        return self.end(engine, CANCELLED, [], days)

    def release(self, engine: Engine, pause: float = 0, *, counted: bool = True) -> None:
        """Give the job back to be claimed again, not before `pause` seconds. An attempt that ended
        through nobody's fault is not counted."""
        values = {"pause": pause, "uncounted": 0 if counted else 1, **self._key}
        with engine.begin() as connection:
            connection.execute(_RELEASE, values)

    @property
    def _key(self) -> dict[str, int]:
        return {"id": self.id, "token": self.token}


def claim(engine: Engine, job_id: int, *, lease: int, attempts: int) -> Lease | None:
    """Take a job that waits, or whose worker has been silent too long. None if it is not to be had:
    another was faster, or it has ended, or was begun `attempts` times already."""
    values = {"id": job_id, "lease": lease, "most": attempts}
    with engine.begin() as connection:
        row = connection.execute(_CLAIM, values).first()
    return Lease(**row._mapping) if row else None
