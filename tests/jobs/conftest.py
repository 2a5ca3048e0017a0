"""A workshop on a copy of the world, with leases of a second, and accounts that ask for jobs."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from app.access.load_actor import load_account
from app.actions import Work
from app.embedded import Connections, EmbeddedPostgres
from app.jobs.bell import Bell
from app.jobs.kinds import JobKind
from app.jobs.own_jobs import JobOffice, OwnJobs
from app.jobs.workshop import Workshop
from config import Settings
from tests import world
from tests.jobs.brokers import QUEUE
from tests.jobs.crew import Crew
from tests.jobs.slow_job import SlowJob


class Silent(Bell):
    """A bell that rings nowhere: tests say themselves when a worker wakes."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.rung: list[int] = []

    def ring(self, job_id: int, time_limit: int) -> bool:
        self.rung.append(job_id)
        return True

    def waiting(self) -> int:
        return len(self.rung)


@pytest.fixture(scope="module")
def settings(database: Connections, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        database_url=database.app.render_as_string(hide_password=False),
        secret_key="a key of tests only",
        files=tmp_path_factory.mktemp("files") / "files",
        job_lease=1,
        job_sweep=1,
        job_attempts=3,
    )


@pytest.fixture(scope="module")
def workshop(settings: Settings) -> Iterator[Workshop]:
    made = Workshop(settings)
    assert made.book
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def owner(database: Connections) -> Engine:
    """To look behind the scenes."""
    return create_engine(database.owner, poolclass=NullPool)


@pytest.fixture
def bell(settings: Settings) -> Silent:
    return Silent(settings)


Jobs = Callable[[str], Any]


@pytest.fixture
def jobs_of(workshop: Workshop, bell: Silent, owner: Engine) -> Iterator[Jobs]:
    """An account's own jobs, in a session of its own. Afterwards there is no job."""

    @contextmanager
    def of(username: str) -> Iterator[OwnJobs]:
        office = JobOffice(workshop.settings)
        office.bell = bell
        query = text("SELECT id FROM ab_user WHERE username = :name")
        with Session(workshop.engine, expire_on_commit=False) as session:
            account = load_account(
                session.connection(), session.connection().scalar(query, {"name": username})
            )
            assert account
            work = Work.begin(session, workshop.book, account.actor, request_id="r-1")
            yield OwnJobs(work, office)

    yield of
    with owner.begin() as connection:
        connection.execute(text("DELETE FROM job"))
        connection.execute(text("DELETE FROM grid WHERE name LIKE 'job %'"))


@pytest.fixture
def ask(jobs_of: Jobs) -> Callable[..., int]:
    """Ask for a job; its id."""

    def asked(kind: JobKind, username: str = "county") -> int:
        with jobs_of(username) as own:
            return int(own.submit(kind).id)

    return asked


@pytest.fixture
def row(owner: Engine) -> Callable[[int], Any]:
    """A job as it stands in the table."""

    def read(job_id: int) -> Any:
        with owner.connect() as connection:
            return connection.execute(
                text("SELECT * FROM job WHERE id = :id"), {"id": job_id}
            ).one()

    return read


@pytest.fixture
def change(owner: Engine) -> Iterator[Callable[[str], None]]:
    """Change something behind the scenes."""

    def changed(statement: str) -> None:
        with owner.begin() as connection:
            connection.execute(text(statement))

    yield changed


@pytest.fixture
def slow(places: Any) -> Callable[..., SlowJob]:
    """A job that enters a grid of its own when it ends: done twice, it would fail or show."""

    def made(name: str, **more: Any) -> SlowJob:
        return SlowJob(village=places["130730100001"].unit, name=f"job {name}", **more)

    return made


@pytest.fixture
def effects(owner: Engine) -> Callable[[str], int]:
    """How often a slow job has come to its effect."""

    def count(name: str) -> int:
        query = text("SELECT count(*) FROM grid WHERE name = :name")
        with owner.connect() as connection:
            return int(connection.scalar(query, {"name": f"job {name}"}) or 0)

    return count


@pytest.fixture(scope="class")
def own_postgres() -> Iterator[tuple[EmbeddedPostgres, int]]:
    """A server that may be killed, with the world in it; and a village of the world."""
    data = Path(tempfile.mkdtemp(prefix="gridbook-test-"))
    with EmbeddedPostgres(data) as postgres:  # durable: what it has committed it must keep
        postgres.start()
        book = world.apply_definitions(postgres.connections.owner)
        places = world.fill(postgres.connections.owner, book)
        yield postgres, places["130730100001"].unit
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="class")
def crew(
    request: pytest.FixtureRequest,
    own_postgres: tuple[EmbeddedPostgres, int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Crew]:
    """A worker and a beat at work."""
    broker = request.cls.broker()
    url, postgres = next(broker), own_postgres[0]
    folder = tmp_path_factory.mktemp("crew")
    settings = Settings(
        database_url=postgres.connections.app.render_as_string(hide_password=False),
        broker_url=url, job_queue=QUEUE, files=folder / "files", job_lease=2, job_sweep=1,
    )  # fmt: skip
    made = Crew(settings, postgres, folder / "log")
    made.start("worker", "--processes", "1")
    made.start("beat")
    yield made
    made.end()
    next(broker, None)
