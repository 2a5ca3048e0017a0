"""The worker: Celery's, with one task."""

import warnings
from typing import Any

from celery.platforms import SecurityWarning
from celery.signals import worker_process_init, worker_shutting_down

from app.jobs.celery_app import TASK, make_celery
from app.jobs.run import run_job
from app.jobs.workshop import Workshop
from config import Settings


def run_worker(settings: Settings, *, processes: int) -> int:
    """Run jobs until a signal ends it: then what is being done goes back to the table. Returns the
    exit status. Raises Problems if the definitions are wrong."""
    app, workshop = make_celery(settings), Workshop(settings)
    assert workshop.definitions  # read once, before processes are forked

    @app.task(name=TASK)  # type: ignore[untyped-decorator]
    def run(job_id: int) -> None:
        run_job(workshop, job_id)

    def forked(**_: Any) -> None:
        workshop.forked()

    def closing(**_: Any) -> None:
        workshop.close()

    worker_process_init.connect(forked, weak=False)
    worker_shutting_down.connect(closing, weak=False)
    # It concerns root and pickled messages; ours are JSON.
    warnings.simplefilter("ignore", SecurityWarning)
    worker = app.Worker(
        concurrency=processes,
        pool="prefork",
        loglevel="WARNING",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    worker.start()
    return int(worker.exitcode or 0)
