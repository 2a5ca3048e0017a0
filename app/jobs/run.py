"""Runs one job: claimed, carried out with the rights its account has now, and ended, whatever
comes."""

import logging

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from app.access import Denied
from app.access.load_actor import LoadedAccount, load_account
from app.actions import NotFound, Work, perform
from app.failure_log import log_failure
from app.jobs import export_list
from app.jobs.kinds import JobKind, Outcome, read_kind
from app.jobs.lease import CancelWanted, Lease, LeaseLost, claim
from app.jobs.running import Closing, OverTime, Running
from app.jobs.told import (
    NO_ACCOUNT,
    NO_RIGHT,
    OUR_ERROR,
    OVER_TIME,
    UNKNOWN_KIND,
    problem,
    write_told,
)
from app.jobs.workshop import Workshop
from app.language import translator
from models.source import Problem, Problems, Sentence
from models.tables.job import FAILED

log = logging.getLogger("gridbook")

# PostgreSQL's query_canceled; a deadlock, a conflict, too many connections: worth another try; and
# what it says when it goes (class 57P), beside the connection exceptions of class 08.
_TIMEOUT = "57014"
_AGAIN = ("40001", "40P01", "53300")
_GOES = ("08", "57P")

__all__ = ["export_list", "run_job"]  # kinds register when they are imported


def run_job(workshop: Workshop, job_id: int) -> None:
    """Run a job if it is to be had. If the database goes away or refuses what ends the job, the
    lease runs out and the sweep sees to the job."""
    settings = workshop.settings
    try:
        lease = claim(
            workshop.engine, job_id, lease=settings.job_lease, attempts=settings.job_attempts
        )
        if lease:
            _run(workshop, lease)
    except DBAPIError as error:
        if _lost(error):
            log.warning("job %d: the database went away (%s)", job_id, type(error.orig).__name__)
        else:  # told here: Celery would print what the database said
            log_failure(log, "job %d failed", job_id, error=error)


def _run(workshop: Workshop, lease: Lease) -> None:
    try:
        _carry_out(workshop, lease)
    except LeaseLost:
        log.warning("job %d was taken over", lease.id)
    except CancelWanted:
        lease.cancel(workshop.engine, workshop.settings.result_days)
    except Closing:
        lease.release(workshop.engine, counted=False)
    except Exception as error:
        if _lost(error):
            raise
        if _sqlstate(error) in _AGAIN:
            lease.release(workshop.engine, pause=lease.attempts * workshop.settings.job_sweep)
            return
        days = workshop.settings.result_days
        lease.end(workshop.engine, FAILED, write_told(_reasons(lease, error)), days)


def _carry_out(workshop: Workshop, lease: Lease) -> None:
    account, job = _account(workshop, lease), read_kind(lease.kind, lease.arguments)
    if job is None:
        raise Problems([problem(UNKNOWN_KIND)])
    running = Running(workshop, lease, translator(account.language))
    with Session(workshop.engine) as session, running:
        # What one statement may take; PostgreSQL counts in milliseconds.
        limit = text("SELECT set_config('statement_timeout', :limit, true)")
        session.connection().execute(limit, {"limit": str(lease.time_limit * 1000)})
        work = Work.begin(session, workshop.book, account.actor, request_id=lease.request_id)
        _perform(work, job, running)


def _perform(work: Work, job: JobKind, running: Running) -> None:
    """The action, and in its transaction that the job is done."""
    lease, days = running.lease, running.workshop.settings.result_days

    def ending(outcome: Outcome) -> None:
        running.check()
        told = write_told([outcome.told])
        lease.finish(work.session.connection(), outcome.written(lease.token), told, days)

    try:
        perform(work, job.action(running), ending=ending)
    except BaseException as error:
        # If the database is lost, all may be committed and only the answer lost.
        if not _lost(error):
            running.workshop.files.remove(lease.id, lease.token)
        raise


def _account(workshop: Workshop, lease: Lease) -> LoadedAccount:
    """The account as it is now. Raises Problems unless it is in force."""
    with workshop.engine.connect() as connection:
        account = load_account(connection, lease.account_id)
    if account is None or not account.in_force:
        raise Problems([problem(NO_ACCOUNT)])
    return account


def _reasons(lease: Lease, error: Exception) -> list[Problem]:
    """What the account is told of a failure."""
    if isinstance(error, Problems):
        return list(error.found)
    if isinstance(error, Denied):
        values = {k: Sentence(str(v)) for k, v in error.verdict.values.items()}
        return [problem(NO_RIGHT, reason=Sentence(error.verdict.message, values))]
    if isinstance(error, OverTime) or _sqlstate(error) == _TIMEOUT:
        return [problem(OVER_TIME, limit=max(1, lease.time_limit // 60))]
    if not isinstance(error, NotFound):
        log_failure(log, "job %d (%s) failed", lease.id, lease.request_id, error=error)
    return [problem(OUR_ERROR, request_id=lease.request_id)]


def _sqlstate(error: BaseException) -> str:
    """The database's code of an error; "" for one that is not the database's."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) or ""


def _lost(error: BaseException) -> bool:
    """Whether the database, or the connection to it, is gone."""
    if not isinstance(error, DBAPIError):
        return False
    state = _sqlstate(error)
    nothing_said = not state and isinstance(error, OperationalError)
    return error.connection_invalidated or nothing_said or state.startswith(_GOES)
