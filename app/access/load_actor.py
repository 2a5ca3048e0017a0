"""Reads an actor from the database: account, posts and the codes of their units. One query, by
Core, since it is what scopes are made of."""

import datetime
from dataclasses import dataclass

from sqlalchemy import Connection, Row, text

from app.access.actor import Actor, Grant

_QUERY = text("""
    SELECT u.id, u.username, u.first_name, u.last_name, u.active, a.state, a.channel,
           a.expires_at, a.must_change_password, a.session_version,
           a.language, a.large_text, a.theme, a.notices_seen,
           r.role, r.department,
           coalesce(CASE WHEN r.grid_id IS NULL THEN o.org_code ELSE g.org_code END, '')
               AS org_code,
           coalesce(CASE WHEN r.grid_id IS NULL THEN o.name ELSE g.name END, '') AS unit_name
    FROM ab_user u JOIN account a ON a.id = u.id
    LEFT JOIN account_role r ON r.account_id = a.id
    LEFT JOIN org_unit o ON o.id = r.unit_id
    LEFT JOIN grid g ON g.id = r.grid_id AND g.removed_at IS NULL
    WHERE u.id = :id
    ORDER BY r.id
""")


@dataclass(frozen=True)
class LoadedAccount:
    """An account with what its pages need; `actor` has no posts unless the account is in force."""

    actor: Actor
    username: str
    in_force: bool
    must_change_password: bool
    session_version: int
    language: str
    large_text: bool
    theme: str
    notices_seen: int
    unit_name: str


def load_account(connection: Connection, account_id: int) -> LoadedAccount | None:
    """The account, or None if there is none. Disabled and expired ones hold no post."""
    rows = connection.execute(_QUERY, {"id": account_id}).all()
    if not rows:
        return None
    first = rows[0]
    in_force = _in_force(first)
    grants = tuple(
        Grant(row.role, row.org_code, row.department) for row in rows if row.role and in_force
    )
    return LoadedAccount(
        actor=Actor(first.id, f"{first.last_name}{first.first_name}".strip(), grants),
        username=first.username,
        in_force=in_force,
        must_change_password=first.must_change_password,
        session_version=first.session_version,
        language=first.language,
        large_text=first.large_text,
        theme=first.theme,
        notices_seen=first.notices_seen,
        unit_name=first.unit_name,
    )


def _in_force(row: Row[tuple[object, ...]]) -> bool:
    now = datetime.datetime.now(datetime.UTC)
    expired = row.expires_at is not None and row.expires_at <= now
    return bool(row.active) and row.state == "active" and not expired
