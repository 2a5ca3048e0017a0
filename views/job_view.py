"""One's own jobs: how far they are, their results, and what can be done with them."""

from typing import Any

from flask import Response, flash, jsonify, redirect
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from app.actions import NotFound
from models.source import Problems
from models.tables.job import DONE, OPEN
from views.bell import bell
from views.current import current_jobs
from views.job_page import has_file, job_row, job_text, job_title
from views.job_result import result_file
from views.log_in_first import log_in_first
from views.sentences import sentence

LARGEST = 2**62


class JobView(BaseView):  # type: ignore[misc]
    """`/jobs/…`"""

    route_base = "/jobs"
    default_view = "list"

    @expose("/")
    @log_in_first
    def list(self) -> Any:
        """The newest jobs. Its script reads the page again while one is open."""
        own = current_jobs()
        own.news()  # it is told by this page
        jobs = own.newest()
        page = {
            "rows": [job_row(own.work, job) for job in jobs],
            "open": any(job.state in OPEN for job in jobs),
        }
        return self.render_template("desk/jobs.html", page=page)

    @expose("/news")
    @log_in_first
    def news(self) -> Response:
        """What has ended since one was last told, whether anything is still open, and what the
        bell says then."""
        own = current_jobs()
        told = [
            {
                "kind": "success" if job.state == DONE else "error",
                "text": news_text(own.work, job),
                "url": f"/jobs/{job.id}/result" if has_file(job) else "/jobs/",
                "label": _("Download") if has_file(job) else _("My jobs"),
            }
            for job in own.news()
        ]
        now = bell()
        return jsonify(told=told, open=now.jobs, unread=now.count, unread_text=now.text)

    @expose("/<int:job_id>/cancel", methods=["POST"])
    @log_in_first
    def cancel(self, job_id: int) -> Any:
        """Cancel."""
        return _done(lambda: current_jobs().cancel(_known(job_id)))

    @expose("/<int:job_id>/retry", methods=["POST"])
    @log_in_first
    def retry(self, job_id: int) -> Any:
        """Begin anew."""
        return _done(lambda: current_jobs().retry(_known(job_id)))

    @expose("/<int:job_id>/result")
    @log_in_first
    def result(self, job_id: int) -> Any:
        """The result, if it may still be had. Why not is said on the page of jobs."""
        try:
            return result_file(current_jobs(), _known(job_id))
        except Problems as problems:
            _say(problems)
            return redirect("/jobs/", 303)


def news_text(work: Any, job: Any) -> str:
    """What has become of a job, in one line."""
    return _("%(title)s: %(text)s", title=job_title(work, job), text=job_text(job))


def _known(job_id: int) -> int:
    """An id that can be asked for. Raises NotFound."""
    if job_id >= LARGEST:
        raise NotFound
    return job_id


def _done(act: Any) -> Any:
    """Back to the page, with what stands in the way."""
    try:
        act()
    except Problems as problems:
        _say(problems)
    return redirect("/jobs/", 303)


def _say(problems: Problems) -> None:
    for problem in problems.found:
        flash(sentence(problem), "error")
