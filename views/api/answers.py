"""What went wrong, for programs: JSON with a message in the reader's language, the request's
number, and where single values are wrong, sentences and codes by field. Never a stack trace, never
the database's own words."""

import logging
from typing import Any

from flask import Response, g, jsonify
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError
from werkzeug.exceptions import HTTPException

from app.access import Denied
from app.actions import NotFound, Stale
from app.failure_log import log_failure
from models.source import FieldPlace, Problem, Problems
from views.api.conflict import conflict
from views.api.problems import UNFIT, Malformed, NotLoggedIn, malformed
from views.api.unseen import without_unseen
from views.current import current_work, translate

log = logging.getLogger("gridbook")

# Where a problem concerns the whole entry: marshmallow's name for it.
WHOLE = "_schema"


def answer(status: int, **body: Any) -> Response:
    """An answer in JSON."""
    response = jsonify(body)
    response.status_code = status
    return response


def problem_response(error: Exception) -> Response:
    """The answer to any failure of a request to the API."""
    if isinstance(error, Problems):
        return _problems(error)
    if isinstance(error, Stale):
        return _stale(error)
    if isinstance(error, HTTPException) and error.code:
        return _http(error)
    if isinstance(error, DataError | UnicodeEncodeError):
        return _problems(malformed(UNFIT))
    status, message = _told(error)
    if status >= 500:
        log_failure(log, "request %s failed", g.get("request_id"), error=error)
    response = _failed(status, message)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _failed(status: int, message: str, **more: Any) -> Response:
    return answer(status, message=message, request_id=g.get("request_id", ""), **more)


def _told(error: Exception) -> tuple[int, str]:
    if isinstance(error, NotLoggedIn):
        return 401, _("Log in first, or send a valid token.")
    if isinstance(error, Denied):
        values = {name: translate(str(value)) for name, value in error.verdict.values.items()}
        return 403, translate(error.verdict.message) % values
    if isinstance(error, NotFound):
        return 404, _("There is no such page or record, or it stands outside your units.")
    if isinstance(error, DBAPIError):
        return 503, _(
            "The database cannot be reached. What you sent was not saved; try again soon."
        )
    return 500, _("An error of ours. What you sent was not saved.")


def _problems(error: Problems) -> Response:
    """400 for what cannot be understood, 422 for what is wrong with the values."""
    errors: dict[str, list[str]] = {}
    codes: dict[str, list[str]] = {}
    found = without_unseen(error.found)
    for problem in found:
        errors.setdefault(_path(problem), []).append(problem.say(problem.code.message, translate))
        codes.setdefault(_path(problem), []).append(problem.code.id)
    first = next(iter(errors.values()))[0]
    many = _("%(count)s things are not right", count=len(found))
    status = 400 if isinstance(error, Malformed) else 422
    return _failed(status, first if len(found) == 1 else many, errors=errors, codes=codes)


def _path(problem: Problem) -> str:
    place = problem.place
    return str(place) if isinstance(place, FieldPlace) and place.path else WHOLE


def _stale(error: Stale) -> Response:
    message = _("Somebody else has changed this record meanwhile. Please look at it again.")
    try:
        return _failed(409, message, **conflict(current_work(), error))
    except (NotFound, Denied) as gone:  # it was moved out of sight
        return problem_response(gone)


def _http(error: HTTPException) -> Response:
    """Flask's own refusals, with the headers that belong to them (Allow, Retry-After)."""
    assert error.code
    response = _failed(error.code, _http_message(error))
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _http_message(error: HTTPException) -> str:
    if isinstance(error, CSRFError):
        return _("Send the page's token (X-CSRFToken) with a change, or a bearer token instead.")
    return {
        401: _("Log in first, or send a valid token."),
        403: _("Your account has no right to this page."),
        404: _("There is no such page or record, or it stands outside your units."),
        405: _("This address is not used in this way."),
        413: _("What you sent is larger than the desk takes."),
        429: _("Please wait a minute and try again."),
    }.get(error.code or 0, _("The request was not understood."))
