"""Who is logged in, as Flask-Login wants it: read once per request."""

from typing import Any

from flask_login import UserMixin
from sqlalchemy.orm import Session

from app.access.load_actor import LoadedAccount, load_account


class Principal(UserMixin):  # type: ignore[misc]
    """An account in force. `account` has its posts and preferences."""

    def __init__(self, account: LoadedAccount) -> None:
        self.id = account.actor.id
        self.account = account
        self.username = account.username


def load_principal(session: Session, account_id: Any, version: Any) -> Principal | None:
    """The account, if it is in force and its sessions were not ended since `version`."""
    try:
        wanted = int(account_id)
    except (TypeError, ValueError):
        return None
    account = load_account(session.connection(), wanted)
    if account is None or not account.in_force or account.session_version != version:
        return None
    return Principal(account)
