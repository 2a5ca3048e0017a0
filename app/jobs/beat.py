"""Beat: the sweep, by the clock. It is done here and not sent to a worker, so that it neither waits
behind long jobs nor piles up while no worker runs. There is no file of schedules that a kill could
damage: the table knows what is due."""

import logging
from typing import Any

from celery.beat import Scheduler, Service
from sqlalchemy.exc import DBAPIError

from app.jobs.bell import Bell
from app.jobs.celery_app import make_celery
from app.jobs.sweep import sweep
from app.jobs.workshop import Workshop
from config import Settings

log = logging.getLogger("gridbook")


class SweepingScheduler(Scheduler):  # type: ignore[misc]
    """Celery's scheduler, with the due work done on the spot."""

    def apply_async(self, entry: Any, producer: Any = None, advance: bool = True, **_: Any) -> None:
        """Sweep."""
        if advance:
            self.reserve(entry)
        try:
            sweep(self.app.workshop, self.app.bell)
        except DBAPIError as error:
            log.warning("no sweep: the database does not answer (%s)", type(error.orig).__name__)

    @property
    def producer(self) -> None:
        """Nothing is sent from here."""
        return None


def run_beat(settings: Settings) -> None:
    """Sweep until a signal ends it; the first time at once."""
    app = make_celery(settings)
    app.workshop, app.bell = Workshop(settings), Bell(settings)
    service = Service(app, scheduler_cls=SweepingScheduler, remote_control=False)
    service.scheduler.apply_entry(next(iter(service.scheduler.schedule.values())))
    service.start()
