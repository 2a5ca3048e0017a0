"""The API of one's own jobs: the export of a list is asked for, jobs are looked at and cancelled,
results fetched. Those of others are not there."""

from typing import Any

from flask import Response
from flask_appbuilder.api import BaseApi, expose

from app.actions import NotFound
from app.jobs.export_list import ExportListJob
from models.tables.job import Job
from views.api import arguments as api_arguments
from views.api.answers import answer
from views.api.fields import list_columns, row_columns
from views.api.login import api_login
from views.api.query import columns, list_request, read_query
from views.current import current_jobs, current_work
from views.job_page import has_file, job_state, job_text, job_title
from views.job_result import result_file

BASE = "/api/v1/job"


class JobApi(BaseApi):  # type: ignore[misc]
    """`/api/v1/job/…`, and `/api/v1/<entity>/export`. No entity can be called job: a table of the
    system is."""

    route_base = ""
    csrf_exempt = False  # a session's changes carry the page's token

    @expose(f"{BASE}/", methods=["GET"])
    @api_login
    def get_list(self) -> Response:
        """The newest jobs."""
        jobs = current_jobs().newest()
        return answer(200, ids=[job.id for job in jobs], result=[_json(job) for job in jobs])

    @expose(f"{BASE}/<row_id:pk>", methods=["GET"])
    @api_login
    def get(self, pk: int) -> Response:
        """One job."""
        return _one(200, current_jobs().get(pk))

    @expose(f"{BASE}/<row_id:pk>/cancel", methods=["POST"])
    @api_login
    def cancel(self, pk: int) -> Response:
        """Cancel it."""
        return _one(200, current_jobs().cancel(pk))

    @expose(f"{BASE}/<row_id:pk>/retry", methods=["POST"])
    @api_login
    def retry(self, pk: int) -> Response:
        """Begin it anew."""
        return _one(202, current_jobs().retry(pk))

    @expose(f"{BASE}/<row_id:pk>/result", methods=["GET"])
    @api_login
    def result(self, pk: int) -> Response:
        """Its file."""
        return result_file(current_jobs(), pk)

    @expose("/api/v1/<entity>/export", methods=["POST"])
    @api_login
    def export(self, entity: str) -> Response:
        """Ask for a whole list as a file; `q` is that of the list."""
        work = current_work()
        if entity not in work.book.catalogue.entities:
            raise NotFound
        arguments = read_query(api_arguments.EXPORT)
        form = work.entity(entity)
        names = columns(arguments, row_columns(work, form), list_columns(work, form))
        asked = arguments.get("columns") or arguments.get("select_columns")
        kind = ExportListJob.of(list_request(entity, arguments), names if asked else ())
        response = _one(202, current_jobs().submit(kind))
        response.headers["Location"] = f"{BASE}/{response.json['id']}"  # type: ignore[index]
        return response


def _one(status: int, job: Job) -> Response:
    return answer(status, id=job.id, result=_json(job))


def _json(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "kind": job.kind,
        "title": job_title(current_work(), job),
        "state": job.state,
        "state_text": job_state(job),
        "cancel_wanted": job.cancel_wanted,
        "done": job.done,
        "total": job.total,
        "message": job_text(job),
        "codes": [part["code"] for part in job.told],
        "created_at": job.created_at.isoformat(),
        "ended_at": job.ended_at.isoformat() if job.ended_at else None,
        "expires_at": job.expires_at.isoformat() if job.expires_at else None,
        "result": f"{BASE}/{job.id}/result" if has_file(job) else None,
    }
