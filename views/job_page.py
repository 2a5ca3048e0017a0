"""The page of one's jobs: what the template shows of each."""

from typing import Any

from flask_babel import format_datetime, format_decimal
from flask_babel import gettext as _

from app.actions import Work
from app.jobs.kinds import read_kind
from app.jobs.told import read_told
from models.source import N_
from models.tables.job import CANCELLED, DONE, FAILED, OPEN, RUNNING, WAITING, Job
from views.current import translate
from views.sentences import sentence

STATES = {
    WAITING: N_("Waiting"),
    RUNNING: N_("Running"),
    DONE: N_("Done"),
    FAILED: N_("Failed"),
    CANCELLED: N_("Cancelled"),
}
CANCELLING = N_("Being cancelled")
LOOKS = {
    WAITING: "history", RUNNING: "history", DONE: "check", FAILED: "error", CANCELLED: "close",
}  # fmt: skip


def job_title(work: Work, job: Job) -> str:
    """What a job is called."""
    kind = read_kind(job.kind, job.arguments)
    return kind.title(work).say(translate) if kind else job.kind


def job_text(job: Job) -> str:
    """What its account is told of it; "" while there is nothing to tell."""
    return " ".join(sentence(problem) for problem in read_told(job.told))


def job_state(job: Job) -> str:
    """Its state in words."""
    waits = job.cancel_wanted and job.state == RUNNING
    return translate(CANCELLING if waits else STATES[job.state])


def job_row(work: Work, job: Job) -> dict[str, Any]:
    """One job."""
    url = f"/jobs/{job.id}"
    ended = job.state not in OPEN
    return {
        "id": job.id,
        "title": job_title(work, job),
        "state": job.state,
        "state_text": job_state(job),
        "icon": LOOKS[job.state],
        "done": job.done if job.state == RUNNING else None,
        "total": job.total,
        "progress_text": _progress(job),
        "text": job_text(job),
        "created": format_datetime(job.created_at, "yyyy-MM-dd HH:mm"),
        "result_url": f"{url}/result" if has_file(job) else None,
        "kept_until": format_datetime(job.expires_at, "yyyy-MM-dd") if has_file(job) else None,
        "cancel_url": f"{url}/cancel" if not ended and not job.cancel_wanted else None,
        "retry_url": f"{url}/retry" if job.state in (FAILED, CANCELLED) else None,
    }


def has_file(job: Job) -> bool:
    """Whether there is a file to fetch."""
    return job.state == DONE and bool(job.result and job.result.get("file"))


def _progress(job: Job) -> str:
    if job.state != RUNNING or not job.done:
        return ""
    done = format_decimal(job.done)
    if job.total is None:
        return _("%(done)s so far", done=done)
    return _("%(done)s of %(total)s", done=done, total=format_decimal(job.total))
