"""What concerns one: notices of the administration, and one's jobs that ended."""

from typing import Any

from flask import current_app, redirect, request
from flask_appbuilder import BaseView, expose
from flask_babel import format_date, format_datetime

from app.own_account import save_seen
from app.reading.notices import Notice, notices
from models.tables.job import OPEN
from views.account_view import own_page
from views.current import current_account, current_jobs, current_work
from views.job_page import job_row
from views.log_in_first import log_in_first

JOBS = 5  # of the newest


class NoticeView(BaseView):  # type: ignore[misc]
    """`/notices` shows them, `/notices/read` takes that they were read."""

    route_base = ""
    default_view = "notices"

    @expose("/notices")
    @log_in_first
    def notices(self) -> Any:
        """Every notice in force, and the newest jobs. Looking is not yet having read."""
        own = current_jobs()
        page = {
            "notices": [_row(one) for one in _own()],
            "jobs": [job_row(own.work, job) for job in own.newest(JOBS) if job.state not in OPEN],
        }
        return self.render_template("desk/notices.html", page=page)

    @expose("/notices/read", methods=["POST"])
    @log_in_first
    def read(self) -> Any:
        """What stood on the page has been read: what came meanwhile has not."""
        account = current_account()
        assert account
        shown = request.form.get("seen", "")
        newest = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 19 else 0
        seen = max((one.id for one in _own() if one.id <= newest), default=0)
        session = current_app.extensions["gridbook_session"]
        save_seen(session.connection(), account.actor.id, seen)
        session.commit()
        current_jobs().news()  # they are told by that page as well
        return redirect(own_page(request.form.get("next", "/notices")), 303)


def unread_notices() -> list[dict[str, Any]]:
    """Those that the account has not read, for the first page."""
    return [_row(one) for one in _own() if one.unread]


def _own() -> list[Notice]:
    account = current_account()
    assert account
    return notices(current_work(), account.notices_seen)


def _row(one: Notice) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "text": one.text,
        "unit": one.unit,
        "unread": one.unread,
        "day": format_datetime(one.at, "yyyy-MM-dd"),
        "until": format_date(one.until, "yyyy-MM-dd"),
    }
