"""What went wrong, as a page like the others, with a request number; for programs as JSON. Never
a stack trace, never the database's own words."""

import contextlib
import logging
from typing import Any

from flask import Flask, current_app, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin, current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, TooManyRequests

from app.access import Denied
from app.actions import NotFound, Stale
from app.actions.look_up import TooManyQuestions
from app.failure_log import log_failure
from models.source import Problems
from views.api.answers import problem_response
from views.current import translate

log = logging.getLogger("gridbook")


def install(app: Flask) -> None:
    """Answer every failure."""
    app.register_error_handler(Exception, answer)

    @app.teardown_request
    def close(error: BaseException | None) -> None:
        g.pop("work", None)
        with contextlib.suppress(DBAPIError):  # a connection that is gone needs no rollback
            current_app.extensions["gridbook_session"].remove()


def answer(error: Exception) -> Any:
    """The answer to a failure, by its kind and by who asks."""
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        return error
    if isinstance(error, TooManyQuestions):
        error = TooManyRequests()
    if request.path.startswith("/api/"):
        return problem_response(error)
    status, title, text, hint = _told(error)
    # A session that ended takes its forgery token along: that is a log-in, not a forgery.
    strange = isinstance(error, CSRFError) or status in (401, 403)
    if strange and not current_user.is_authenticated:
        return redirect("/login/?next=" + request.path)
    if status >= 500:
        log_failure(log, "request %s failed", g.get("request_id"), error=error)
    if status == 503:
        _without_database()
    page = {
        "status": status, "title": title, "text": text, "hint": hint,
        "request_id": g.get("request_id", ""), "home_url": "/",
    }  # fmt: skip
    return render_template("desk/error.html", error=page), status


def _without_database() -> None:
    """The frame asks who is logged in: for this one page nobody is, so that it needs no answer."""
    g.pop("work", None)
    g._login_user = g.user = AnonymousUserMixin()


def _told(error: Exception) -> tuple[int, str, str, str]:
    """Status, title, text and hint."""
    if isinstance(error, Denied):
        values = {k: translate(str(v)) for k, v in error.verdict.values.items()}
        text = translate(error.verdict.message) % values
        hint = _("If your work needs it, ask the administrator of your county.")
        return 403, _("You may not do this"), text, hint
    if isinstance(error, NotFound):
        return _not_found()
    if isinstance(error, Problems):
        text = " ".join(p.say(p.code.message, translate) for p in error.found)
        return 400, _("This cannot be shown"), text, ""
    if isinstance(error, Stale):
        text = _("Somebody else has changed this record meanwhile. Please look at it again.")
        return 409, _("The record has changed"), text, ""
    if isinstance(error, DBAPIError):
        text = _("The database cannot be reached. What you sent was not saved; try again soon.")
        return 503, _("Not available just now"), text, ""
    if isinstance(error, CSRFError):
        text = _("The page was open too long or came from elsewhere. Go back, reload, try again.")
        return 400, _("This page is out of date"), text, ""
    if isinstance(error, HTTPException) and error.code:
        return _http(error.code)
    text = _("An error of ours. What you sent was not saved.")
    return 500, _("Something went wrong"), text, _("Please tell us the request number.")


def _not_found() -> tuple[int, str, str, str]:
    text = _("There is no such page or record, or it stands outside your units.")
    return 404, _("Not found"), text, ""


def _http(code: int) -> tuple[int, str, str, str]:
    if code == 404:
        return _not_found()
    if code == 413:
        return 413, _("Too large"), _("What you sent is larger than the desk takes."), ""
    if code == 429:
        return 429, _("Too many tries"), _("Please wait a minute and try again."), ""
    if code in (401, 403):
        return code, _("You may not do this"), _("Your account has no right to this page."), ""
    if code == 405:
        return 405, _("Not possible"), _("This address is not used in this way."), ""
    return code, _("This cannot be done"), _("The request was not understood."), ""
