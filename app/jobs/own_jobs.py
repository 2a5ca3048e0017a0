"""One account's jobs: asked for, looked at, cancelled, tried again, and their results fetched.
Those of others are not there."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Select, func, select

from app.actions import NotFound, Work
from app.jobs import export_list
from app.jobs.bell import Bell
from app.jobs.export_list import ExportListJob, record_export
from app.jobs.kinds import JobKind, read_kind
from app.jobs.result_files import ResultFiles
from app.jobs.told import ENDED, EXPIRED, NOT_REPEATED, TOO_MANY, problem
from config import Settings
from models.source import Problems
from models.tables.job import CANCELLED, DONE, FAILED, OPEN, RUNNING, WAITING, Job

__all__ = ["JobOffice", "OwnJobs", "export_list"]  # kinds register when they are imported

MOST_OPEN = 10
PAGE = 50


class JobOffice:
    """What handing in jobs needs beside the database: who wakes workers, and where results lie."""

    def __init__(self, settings: Settings) -> None:
        self.bell = Bell(settings)
        self.files = ResultFiles(settings.files)
        self.time_limit = settings.job_time_limit


@dataclass(frozen=True)
class OwnJobs:
    """The jobs of the actor of `work`."""

    work: Work
    office: JobOffice

    def newest(self, limit: int = PAGE) -> Sequence[Job]:
        """The newest first."""
        return self.work.session.scalars(self._own().order_by(Job.id.desc()).limit(limit)).all()

    def get(self, job_id: int, *, lock: bool = False) -> Job:
        """One of them. Raises NotFound."""
        query = self._own().where(Job.id == job_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        job = self.work.session.scalar(query)
        if job is None:
            raise NotFound
        return job

    def submit(self, kind: JobKind) -> Job:
        """Ask for a job. Raises Denied, Problems: then there is none."""
        kind.check_may(self.work)
        self._check_open()
        actor = self.work.access.actor
        job = Job(
            kind=kind.kind,
            arguments=kind.written(),
            account_id=actor.id,
            unit=min((g.org_code for g in actor.grants if g.org_code), default=""),
            time_limit=self.office.time_limit,
            request_id=self.work.request_id,
        )
        self.work.session.add(job)
        return self._handed_in(job)

    def cancel(self, job_id: int) -> Job:
        """A waiting job ends at once, a running one as soon as its worker hears of it. Raises
        NotFound, Problems if it has ended."""
        job = self.get(job_id, lock=True)
        if job.state not in OPEN:
            self.work.session.rollback()
            raise Problems([problem(ENDED)])
        job.cancel_wanted = True
        if job.state == WAITING:
            job.state, job.seen = CANCELLED, True
            job.ended_at = datetime.datetime.now(datetime.UTC)
        self.work.session.commit()
        return job

    def retry(self, job_id: int) -> Job:
        """Begin a job anew that failed or was cancelled. Raises NotFound, Denied, Problems."""
        job = self.get(job_id, lock=True)
        kind = read_kind(job.kind, job.arguments)
        if job.state not in (FAILED, CANCELLED) or kind is None:
            self.work.session.rollback()
            raise Problems([problem(NOT_REPEATED)])
        kind.check_may(self.work)
        self._check_open()
        job.state, job.cancel_wanted, job.seen, job.told = WAITING, False, False, []
        job.attempts, job.done, job.total = 0, 0, None
        job.started_at = job.ended_at = job.expires_at = job.result = None
        job.not_before = datetime.datetime.now(datetime.UTC)
        job.request_id = self.work.request_id
        return self._handed_in(job)

    def fetch(self, job_id: int) -> tuple[Job, Path, JobKind]:
        """The file of a job that is done, and an audit record of its being fetched. Asked anew: may
        the actor have it now? Raises NotFound, Denied, Problems."""
        job = self.get(job_id)
        kind = read_kind(job.kind, job.arguments)
        if job.state != DONE or job.result is None or kind is None:
            raise NotFound
        kind.check_fetch(self.work, job.result)
        token = job.result.get("file")
        path = self.office.files.path(job.id, token) if token else None
        now = datetime.datetime.now(datetime.UTC)
        if path is None or not path.is_file() or (job.expires_at and job.expires_at < now):
            raise Problems([problem(EXPIRED)])
        if isinstance(kind, ExportListJob):
            record_export(self.work, kind.entity, "download", {"job": job.id})
        self.work.session.commit()
        return job, path, kind

    def news(self) -> list[Job]:
        """Jobs that have ended since the account was last told. They are told of once."""
        query = self._own().where(~Job.seen, Job.state.in_((DONE, FAILED))).order_by(Job.id)
        found = list(self.work.session.scalars(query))
        for job in found:
            job.seen = True
        if found:
            self.work.session.commit()
        return found

    def untold(self) -> tuple[int, int]:
        """How many of them the account has not been told the end of, and how many of these have
        ended: the others may still run."""
        query = self._own().where(~Job.seen)
        ended = func.count().filter(Job.state.in_((DONE, FAILED)))
        found = self.work.session.execute(query.with_only_columns(func.count(), ended)).one()
        return found[0], found[1]

    def _handed_in(self, job: Job) -> Job:
        """Committed first: the message may be faster than we are."""
        self.work.session.commit()
        self.office.bell.ring(job.id, job.time_limit)
        return job

    def _check_open(self) -> None:
        count = self._open()
        if count >= MOST_OPEN:
            raise Problems([problem(TOO_MANY, count=count)])

    def _open(self) -> int:
        query = self._own().where(Job.state.in_((WAITING, RUNNING)))
        subquery = query.with_only_columns(Job.id).subquery()
        return self.work.session.scalar(select(func.count()).select_from(subquery)) or 0

    def _own(self) -> Select[Job]:
        return select(Job).where(Job.account_id == self.work.access.actor.id)
