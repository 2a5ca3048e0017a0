"""The records that an account lately opened or changed: the newest few, each once."""

import datetime

from sqlalchemy import Connection, text

KEPT = datetime.timedelta(days=90)
MOST = 20  # records of one account

# One statement, for a page waits for it. What is one too many goes with it, so that an account
# never has more; the record itself is left out there, since it is written in the same breath.
# A crash of the server may lose the last of them: nobody waits for the disk.
_NOTE = text("""
    WITH quick AS (SELECT set_config('synchronous_commit', 'off', true)),
    old AS (
        DELETE FROM recent_record WHERE account_id = :account
          AND (entity, row_id) <> (:entity, :row)
          AND (entity, row_id) NOT IN (
            SELECT entity, row_id FROM recent_record
            WHERE account_id = :account AND (entity, row_id) <> (:entity, :row)
            ORDER BY at DESC LIMIT :most - 1))
    INSERT INTO recent_record (account_id, entity, row_id, at)
    SELECT :account, :entity, :row, clock_timestamp() FROM quick
    ON CONFLICT (account_id, entity, row_id) DO UPDATE SET at = excluded.at
""")
_FORGET = text("DELETE FROM recent_record WHERE at < now() - CAST(:kept AS interval)")


def note_record(connection: Connection, account_id: int, entity: str, row_id: int) -> None:
    """Put the record in front of the account's. To be committed by itself: it may be lost."""
    values = {"account": account_id, "entity": entity, "row": row_id, "most": MOST}
    connection.execute(_NOTE, values)


def forget_records(connection: Connection) -> None:
    """Forget what was opened longer ago than `KEPT`."""
    connection.execute(_FORGET, {"kept": KEPT})
