"""The words that an account searched the desk for: kept for a day under a key, which stands in the
address in their place. They are numbers and names of people, and addresses stay in the histories
of browsers and in the logs of whatever stands before the server."""

import datetime
import secrets

from sqlalchemy import Connection, text

KEPT = datetime.timedelta(days=1)
MOST = 10  # searches of one account
LONGEST = 100  # characters

_KEEP = text("""
    WITH old AS (
        DELETE FROM sought WHERE account_id = :account AND key NOT IN (
            SELECT key FROM sought WHERE account_id = :account ORDER BY at DESC LIMIT :most - 1))
    INSERT INTO sought (key, account_id, words) VALUES (:key, :account, :words)
""")
_WORDS = text("""
    SELECT words FROM sought
    WHERE key = :key AND account_id = :account AND at > now() - CAST(:kept AS interval)
""")
_FORGET = text("DELETE FROM sought WHERE at < now() - CAST(:kept AS interval)")


def keep_words(connection: Connection, account_id: int, words: str) -> str:
    """The key of these words. The account's oldest search is forgotten."""
    key = secrets.token_urlsafe(12)
    values = {"key": key, "account": account_id, "words": words, "most": MOST}
    connection.execute(_KEEP, values)
    return key


def kept_words(connection: Connection, account_id: int, key: str) -> str | None:
    """The words under a key of the account's own; None if there are none, or no longer."""
    found = connection.scalar(_WORDS, {"key": key, "account": account_id, "kept": KEPT})
    return None if found is None else str(found)


def forget_words(connection: Connection) -> None:
    """Forget what was searched for longer ago than `KEPT`."""
    connection.execute(_FORGET, {"kept": KEPT})
