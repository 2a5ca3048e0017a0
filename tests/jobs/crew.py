"""A worker and a beat in processes of their own, with one broker, on a database of their own."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from app.access.load_actor import load_account
from app.actions import Work
from app.embedded import EmbeddedPostgres
from app.jobs.kinds import JobKind
from app.jobs.own_jobs import JobOffice, OwnJobs
from app.jobs.workshop import Workshop
from config import ROOT, Settings
from tests.demo.conftest import gone, living

_RUN = "import sys, tests.jobs.slow_job; from app.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass
class Crew:
    """`settings` name the broker; `log` is what the processes say."""

    settings: Settings
    postgres: EmbeddedPostgres
    log: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workshop = Workshop(self.settings)
        self.office = JobOffice(self.settings)

    def start(self, name: str, *arguments: str) -> None:
        """Start `worker` or `beat`."""
        environment = {
            **os.environ,
            "GRIDBOOK_DATABASE_URL": self.settings.database_url,
            "GRIDBOOK_SECRET_KEY": "a key of tests only, long enough to be taken",
            "GRIDBOOK_FILES": str(self.settings.files),
            "GRIDBOOK_BROKER_URL": self.settings.broker_url,
            "GRIDBOOK_JOB_QUEUE": self.settings.job_queue,
            "GRIDBOOK_JOB_LEASE": str(self.settings.job_lease),
            "GRIDBOOK_JOB_SWEEP": str(self.settings.job_sweep),
        }
        with self.log.open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-c", _RUN, name, *arguments],
                cwd=ROOT, env=environment, stdout=log, stderr=log,
            )  # fmt: skip

    def kill(self, name: str) -> set[int]:
        """kill -9; the processes that it had forked."""
        process = self.processes.pop(name)
        forked = _forked(process)
        process.kill()
        process.wait()
        return forked

    def forked(self, name: str) -> set[int]:
        """The processes that it has forked."""
        return _forked(self.processes[name])

    def end(self) -> None:
        """End all, and wait for what they have forked."""
        forked = {pid for name in list(self.processes) for pid in self.kill(name)}
        assert gone(forked, 10), living(forked)
        self.workshop.engine.dispose()

    def ask(self, kind: JobKind, *, message: bool = True) -> int:
        """Ask for a job; without a message if that is to be lost."""
        with self.own() as own:
            if not message:
                own.office.bell.ring = lambda *_: False  # type: ignore[method-assign]
            job = int(own.submit(kind).id)
            own.office.bell.__dict__.pop("ring", None)
            return job

    @contextmanager
    def own(self) -> Iterator[OwnJobs]:
        """The jobs of the account `county`."""
        query = text("SELECT id FROM ab_user WHERE username = 'county'")
        with Session(self.workshop.engine, expire_on_commit=False) as session:
            account = load_account(session.connection(), session.connection().scalar(query))
            assert account
            work = Work.begin(session, self.workshop.book, account.actor, request_id="r-1")
            yield OwnJobs(work, self.office)

    def row(self, job_id: int) -> Any:
        """A job as it stands in the table; None while the database is away."""
        try:
            return self._one("SELECT * FROM job WHERE id = :id", id=job_id)
        except OperationalError:
            return None

    def effects(self, name: str) -> int:
        """How often a slow job has come to its effect."""
        query = "SELECT count(*) AS count FROM grid WHERE name = :name"
        return int(self._one(query, name=f"job {name}").count)

    def _one(self, query: str, **values: Any) -> Any:
        engine = create_engine(self.postgres.connections.owner, poolclass=NullPool)
        with engine.connect() as connection:
            return connection.execute(text(query), values).one()

    def until(self, job_id: int, state: str, seconds: float = 25) -> Any:
        """Wait for a state; the row."""
        return self.wait(lambda: (r := self.row(job_id)) and r.state == state and r, seconds)

    def wait(self, what: Callable[[], Any], seconds: float = 25) -> Any:
        """Wait until it is so."""
        deadline = time.monotonic() + seconds
        while not (found := what()):
            said = self.log.read_text()
            assert time.monotonic() < deadline, re.sub(r"(?s)^.*(.{6000})$", r"\1", said)
            time.sleep(0.03)
        return found

    def kill_database(self) -> None:
        """kill -9 of the server's first process; the others notice and end."""
        pid = int((self.postgres._folder.cluster / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        self.postgres._server._process.wait()  # type: ignore[union-attr]


def _forked(process: subprocess.Popen[bytes]) -> set[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return {int(pid) for pid in children.read_text().split()}
