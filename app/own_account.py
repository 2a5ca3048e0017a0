"""What people change of their own account: password, preferences, and what they have read."""

import datetime

from sqlalchemy import Connection, text
from werkzeug.security import check_password_hash, generate_password_hash


class WrongPassword(Exception):
    """The present password was not given rightly."""


def change_own_password(connection: Connection, account_id: int, current: str, new: str) -> int:
    """Set a new password and end every other session. Returns the account's new session version.
    Raises WrongPassword."""
    query = text("SELECT password FROM ab_user WHERE id = :id FOR UPDATE")
    present = connection.scalar(query, {"id": account_id})
    if not present or not check_password_hash(present, current):
        raise WrongPassword
    connection.execute(
        text("UPDATE ab_user SET password = :password WHERE id = :id"),
        {"id": account_id, "password": generate_password_hash(new)},
    )
    version = connection.scalar(
        text(
            "UPDATE account SET must_change_password = false,"
            " session_version = session_version + 1 WHERE id = :id RETURNING session_version"
        ),
        {"id": account_id},
    )
    return int(version or 0)


def end_sessions(connection: Connection, account_id: int) -> None:
    """End every session and token of the account."""
    connection.execute(
        text("UPDATE account SET session_version = session_version + 1 WHERE id = :id"),
        {"id": account_id},
    )


def save_preferences(
    connection: Connection, account_id: int, *, language: str, large_text: bool, theme: str
) -> None:
    """Keep how the desk looks for this account."""
    connection.execute(
        text(
            "UPDATE account SET language = :language, large_text = :large_text, theme = :theme"
            " WHERE id = :id"
        ),
        {"id": account_id, "language": language, "large_text": large_text, "theme": theme},
    )


def save_seen(connection: Connection, account_id: int, notice_id: int) -> None:
    """Keep that the account has read every notice up to this one. It never goes back."""
    connection.execute(
        text("UPDATE account SET notices_seen = greatest(notices_seen, :seen) WHERE id = :id"),
        {"id": account_id, "seen": notice_id},
    )


def last_log_in(connection: Connection, account_id: int) -> datetime.datetime | None:
    """When the account last logged in. Flask-AppBuilder keeps it in the server's own time."""
    query = text("SELECT last_login FROM ab_user WHERE id = :id")
    found: datetime.datetime | None = connection.scalar(query, {"id": account_id})
    return found.astimezone() if found else None
