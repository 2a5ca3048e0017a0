"""kill -9 of worker, beat and database: every job ends exactly as if nothing had happened, none has
its effect twice, none is lost. One file for each broker, so that they run side by side."""

import os
import signal
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, ClassVar

import pytest

from app.embedded import EmbeddedPostgres
from app.jobs.export_list import ExportListJob
from tests.demo.conftest import gone
from tests.jobs.crew import Crew
from tests.jobs.slow_job import SlowJob

_number = count(750)


def effects(crew: Crew, job: SlowJob) -> int:
    """How often it has come to its effect."""
    return crew.effects(job.name.removeprefix("job "))


class Killed:
    """The tests; `broker` gives its address, and clears up."""

    broker: ClassVar[Callable[[], Iterator[str]]]

    @pytest.fixture
    def slow(self, own_postgres: tuple[EmbeddedPostgres, int]) -> Any:
        """A job with a name and a grid of its own."""

        def made(seconds: float) -> SlowJob:
            number = next(_number)
            return SlowJob(
                village=own_postgres[1], name=f"job {number}", sequence=str(number), seconds=seconds
            )

        return made

    def test_a_worker_is_killed(self, crew: Crew, slow: Any) -> None:
        first, second = slow(0.8), slow(0)
        running = crew.ask(first)
        crew.until(running, "running")
        waiting = crew.ask(second)

        forked = crew.kill("worker")
        crew.start("worker", "--processes", "1")

        assert gone(forked, 5)
        assert crew.until(running, "done").attempts == 2
        assert crew.until(waiting, "done").attempts == 1
        assert (effects(crew, first), effects(crew, second)) == (1, 1)

    def test_a_process_of_the_worker_is_killed(self, crew: Crew, slow: Any) -> None:
        wanted = slow(0.5)
        job = crew.ask(wanted)
        crew.until(job, "running")
        for pid in crew.forked("worker"):
            os.kill(pid, signal.SIGKILL)

        assert crew.until(job, "done").attempts == 2
        assert effects(crew, wanted) == 1

    def test_beat_is_killed_and_a_lost_message_comes_again(self, crew: Crew, slow: Any) -> None:
        wanted = slow(0)
        crew.kill("beat")
        job = crew.ask(wanted, message=False)

        crew.start("beat")

        assert crew.until(job, "done").attempts == 1
        assert effects(crew, wanted) == 1
        assert crew.office.bell.waiting() == 0

    def test_the_database_is_killed(self, crew: Crew, slow: Any) -> None:
        first, second = slow(0.6), slow(0)
        running = crew.ask(first)
        waiting = crew.ask(second)
        crew.until(running, "running")

        crew.kill_database()
        crew.postgres.start()
        export = crew.wait(lambda: crew.ask(ExportListJob(entity="person")))

        for job in (running, waiting, export):
            crew.until(job, "done")
        assert (effects(crew, first), effects(crew, second)) == (1, 1)
        assert len(list((crew.settings.files / "results").iterdir())) == 1
