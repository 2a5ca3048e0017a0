"""Who calls the API: by a token, or by the browser's session."""

import functools
from collections.abc import Callable
from typing import Any

import flask_babel
from flask import g, request, session
from flask_jwt_extended import get_current_user, verify_jwt_in_request
from flask_jwt_extended.exceptions import JWTExtendedException
from jwt import PyJWTError

from app.access import Denied, Verdict
from app.access.load_actor import LoadedAccount
from models.source import N_
from views.api.problems import NotLoggedIn
from views.current import current_account

CHANGE_FIRST = N_("change your one-time password at the desk first")


def api_login(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let only accounts in force in. Raises NotLoggedIn, and Denied for one-time passwords.

    A token that is sent counts alone: a wrong one is not made good by a session.
    """

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if "Authorization" in request.headers:
            _take_token()
        account = current_account()
        if account is None:
            raise NotLoggedIn
        if account.must_change_password:
            raise Denied(Verdict(False, CHANGE_FIRST))
        return view(*args, **kwargs)

    return guarded


def _take_token() -> None:
    try:
        verify_jwt_in_request()
    except (JWTExtendedException, PyJWTError):
        raise NotLoggedIn from None
    g.user = get_current_user()
    account: LoadedAccount | None = current_account()
    if account and "_l_" not in request.args:  # Flask-AppBuilder's argument for the language
        session["locale"] = account.language
        flask_babel.refresh()
