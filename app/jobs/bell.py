"""Wakes a worker. That nobody hears it is no mistake: the sweep rings again."""

import logging
from functools import cached_property
from typing import Any

from config import Settings

log = logging.getLogger("gridbook")


class Bell:
    """Sends messages. Celery is loaded, and the broker asked, when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def ring(self, job_id: int, time_limit: int) -> bool:
        """Say that a job waits. False if the broker did not take it."""
        from app.jobs.celery_app import GRACE, TASK

        try:
            self._app.send_task(TASK, (job_id,), time_limit=time_limit + GRACE, retry=False)
        except Exception as error:
            # Whatever a broker's library raises: what was asked for is in the table.
            log.warning("job %d waits for the sweep: %s", job_id, type(error).__name__)
            return False
        return True

    def waiting(self) -> int:
        """How many messages nobody has taken yet; 0 if that cannot be told."""
        try:
            with self._app.connection_for_write() as connection:
                queue = self._app.amqp.queues[self._app.conf.task_default_queue]
                bound = queue(connection.default_channel)
                return int(bound.queue_declare(passive=False).message_count)
        except Exception as error:
            log.warning("the broker does not answer: %s", type(error).__name__)
            return 0

    @cached_property
    def _app(self) -> Any:
        from app.jobs.celery_app import make_celery

        return make_celery(self._settings)
