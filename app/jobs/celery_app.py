"""The Celery application: JSON only, acknowledged late, no result backend. Its messages carry the
id of a job and nothing else."""

from celery import Celery

from config import Settings

TASK = "gridbook.run_job"
BEAT = "gridbook.sweep"
# What a worker is given beyond a job's own time before it is ended by force.
GRACE = 30


def make_celery(settings: Settings) -> Celery:
    """The application for one broker: that of `broker_url`, or the database itself."""
    app = Celery("gridbook", set_as_current=False)
    app.conf.update(
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        task_acks_late=True,
        # The table bounds the attempts, so a message may well come again.
        task_reject_on_worker_lost=True,
        task_default_queue=settings.job_queue,
        task_default_queue_type="classic",
        worker_prefetch_multiplier=1,
        # How long a process that was killed may still be heard of; then another takes its place.
        worker_lost_wait=1.0,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_connection_timeout=2,
        broker_heartbeat=20,
        task_publish_retry=False,
        enable_utc=True,
        beat_scheduler="app.jobs.beat:SweepingScheduler",
        beat_schedule={BEAT: {"task": BEAT, "schedule": float(settings.job_sweep)}},
        beat_max_loop_interval=settings.job_sweep,
        **_broker(settings),
    )
    return app


def _broker(settings: Settings) -> dict[str, object]:
    if settings.broker_url:
        # A broker that is away must not keep anybody waiting: the sweep sends again.
        options = {"socket_connect_timeout": 2, "socket_timeout": 10}
        redis = settings.broker_url.startswith("redis")
        return {
            "broker_url": settings.broker_url,
            "broker_transport_options": options if redis else {},
        }
    return {
        "broker_url": "memory://localhost",
        "broker_transport": "app.jobs.database_broker:DatabaseTransport",
        "broker_transport_options": {"database_url": settings.database_url},
    }
