"""Accounts that an actor may name in a record: those with a post within the actor's own units. An
account that is elsewhere and one that is not there give the same answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import text

from app.access import system_work
from app.access.row_scope import widest
from app.actions.work import Work

_QUERY = text("""
    SELECT id, name, org_code, in_force FROM (
        SELECT DISTINCT ON (u.id) u.id, u.username, p.org_code,
               coalesce(u.last_name, '') || coalesce(u.first_name, '') AS name,
               u.active AND a.state = 'active' AND coalesce(a.expires_at > now(), true) AS in_force
        FROM ab_user u JOIN account a ON a.id = u.id JOIN (
            SELECT r.account_id, r.id,
                   CASE WHEN r.grid_id IS NULL THEN o.org_code ELSE g.org_code END AS org_code
            FROM account_role r LEFT JOIN org_unit o ON o.id = r.unit_id
            LEFT JOIN grid g ON g.id = r.grid_id AND g.removed_at IS NULL
        ) p ON p.account_id = a.id
        WHERE EXISTS (SELECT FROM unnest(CAST(:units AS text[])) unit WHERE p.org_code ^@ unit)
          AND (CAST(:any AS boolean) OR u.id = ANY(CAST(:ids AS integer[])))
        ORDER BY u.id, p.org_code, p.id
    ) found
    WHERE NOT EXISTS (
        SELECT FROM unnest(CAST(:words AS text[])) word
        WHERE position(word IN found.name) = 0 AND NOT found.username ^@ word
          AND NOT found.org_code ^@ word
    ) AND (in_force OR NOT CAST(:any AS boolean))
    ORDER BY org_code, name, id LIMIT :most
""")


@dataclass(frozen=True)
class NamedAccount:
    """An account by its person's name, and the widest of its posts within the actor's units."""

    id: int
    name: str
    org_code: str
    in_force: bool


def find_accounts(work: Work, words: Sequence[str], most: int) -> list[NamedAccount]:
    """Accounts in force whose name holds each of the words, or whose log-in or unit begins so."""
    return _asked(work, {"any": True, "ids": [], "words": [*words], "most": most})


def accounts_by_id(work: Work, ids: Iterable[int]) -> dict[int, NamedAccount]:
    """Those of these accounts that the actor may name, in force or not."""
    wanted = sorted({i for i in ids if 0 < i < 2**31})
    if not wanted:
        return {}
    asked = {"any": False, "ids": wanted, "words": [], "most": len(wanted)}
    return {found.id: found for found in _asked(work, asked)}


def _asked(work: Work, asked: dict[str, object]) -> list[NamedAccount]:
    units = [*widest(grant.org_code for grant in work.access.actor.grants)]
    with work.session.no_autoflush, system_work(work.session, "accounts within the actor's units"):
        return [
            NamedAccount(*row) for row in work.session.execute(_QUERY, {**asked, "units": units})
        ]
