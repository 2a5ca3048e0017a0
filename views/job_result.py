"""A result file, as an attachment that nobody keeps or guesses the type of (`headers.py`)."""

from flask import Response, send_file
from flask_babel import format_datetime

from app.jobs.own_jobs import OwnJobs
from views.current import translate

CSV = "text/csv; charset=utf-8"


def result_file(own: OwnJobs, job_id: int) -> Response:
    """The file, named for what it is and when it was made. Raises NotFound, Denied, Problems."""
    job, path, kind = own.fetch(job_id)
    made = format_datetime(job.ended_at, "yyyyMMdd-HHmm")
    name = f"{kind.file_name(own.work, translate)}-{made}.csv".replace("/", "-").replace(":", "")
    return send_file(
        path, CSV, as_attachment=True, download_name=name, conditional=False, etag=False
    )
