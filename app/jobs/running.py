"""A job while it runs: its signs of life, and what its work asks on the way."""

import os
import threading
import time
from types import TracebackType

from sqlalchemy.exc import DBAPIError

from app.jobs.lease import CancelWanted, Lease, LeaseLost
from app.jobs.workshop import Workshop
from models.fields.field import Translate

_OFTEN = 1.0  # seconds between two reports of progress, if the lease allows


class OverTime(Exception):
    """The job's time is over."""


class Closing(Exception):
    """The worker is about to end; the job goes back."""


class Running:
    """The work calls `check` between its parts, at least every few seconds, and stops by whatever
    that raises. Meanwhile a thread renews the lease, as long as the job's time is not over."""

    def __init__(self, workshop: Workshop, lease: Lease, translate: Translate = str) -> None:
        self.workshop = workshop
        self.lease = lease
        self.translate = translate
        self._deadline = time.monotonic() + lease.time_limit
        self._progress: tuple[int, int | None] = (0, None)
        self._stop: type[Exception] | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._live, daemon=True)

    def check(self, done: int | None = None, total: int | None = None) -> None:
        """Go on, or raise LeaseLost, CancelWanted, OverTime, Closing. Says how far the job is."""
        if done is not None:
            self._progress = (done, total)
        if self._stop:
            raise self._stop
        if time.monotonic() > self._deadline:
            raise OverTime
        if self.workshop.closing:
            raise Closing

    def __enter__(self) -> "Running":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()

    def _live(self) -> None:
        seconds = self.workshop.settings.job_lease
        while not self._ended.wait(min(_OFTEN, seconds / 3)):
            if self.workshop.orphaned:
                # Whoever would restart us is gone: so is the one who would end us.
                os._exit(1)
            if time.monotonic() > self._deadline:
                return
            try:
                self.lease.renew(self.workshop.engine, seconds, *self._progress)
            except (LeaseLost, CancelWanted) as reason:
                self._stop = type(reason)
                return
            except DBAPIError:
                continue  # the lease may last longer than the database is away
