"""The request's work: session, definitions and actor, made when first asked for."""

from collections.abc import Iterable
from typing import Any, cast

from flask import current_app, g
from flask_babel import gettext
from flask_login import current_user

from app.access.load_actor import LoadedAccount
from app.actions import Work
from app.book import Book
from app.jobs.own_jobs import OwnJobs
from views.principal import Principal


def current_book() -> Book:
    """The definitions in force."""
    return cast(Book, current_app.extensions["book"])


def current_account() -> LoadedAccount | None:
    """The account of the request, by session or by token; None before log-in."""
    user: Any = getattr(g, "user", None) or current_user
    real = user._get_current_object() if hasattr(user, "_get_current_object") else user
    return real.account if isinstance(real, Principal) else None


def current_work() -> Work:
    """The actor's work. Only called after log-in; raises LookupError before."""
    if "work" not in g:
        account = current_account()
        if account is None:
            raise LookupError("nobody is logged in")
        session = current_app.extensions["gridbook_session"]()
        g.work = Work.begin(
            session, current_book(), account.actor, request_id=g.get("request_id", "")
        )
    return cast(Work, g.work)


def current_jobs() -> OwnJobs:
    """The jobs of whoever asks."""
    return OwnJobs(current_work(), current_app.extensions["jobs"])


def listed(texts: Iterable[str]) -> str:
    """Several names in one line, parted as the reader's language does it."""
    return str(gettext(", ")).join(texts)


def translate(message: str) -> str:
    """A message id of ours, or a label of the definitions, in the reader's language."""
    from views.labels import label

    found = gettext(message) if message else ""
    return found if found != message else label(message)
