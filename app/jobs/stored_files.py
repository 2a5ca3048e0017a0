"""Clears files away that were handed in and saved with no record, and those that neither a record
nor its history names any more. The bytes go before the row: killed in between, it begins again."""

import datetime

from sqlalchemy import Connection, text

from app.actions.stage_file import STAGED
from app.files.folder import FileFolder

DETACHED = datetime.timedelta(days=30)  # at least, that a file is kept which was taken off a record
MOST = 200  # files of one sweep

# A file that is being saved at this moment is locked, and passed over.
_STAGED = text("""
    SELECT key FROM stored_file
    WHERE row_id IS NULL AND created_at < now() - CAST(:kept AS interval)
    ORDER BY created_at LIMIT :most FOR UPDATE SKIP LOCKED
""")
_DETACHED = text("""
    SELECT key FROM stored_file f
    WHERE detached_at < now() - CAST(:kept AS interval) AND NOT EXISTS (
        SELECT FROM audit a
        WHERE a.entity = f.entity AND a.row_id = f.row_id
          AND position(f.key IN CAST(a.changes AS text)) > 0
    )
    ORDER BY detached_at LIMIT :most FOR UPDATE SKIP LOCKED
""")
_CLEAR = text("DELETE FROM stored_file WHERE key = ANY(:keys)")


def clear_files(connection: Connection, folder: FileFolder) -> int:
    """One look; how many were cleared away."""
    folder.clear_incoming()
    # Twice as long as a record may still name it: nobody is about to.
    staged = connection.scalars(_STAGED, {"kept": 2 * STAGED, "most": MOST}).all()
    detached = connection.scalars(_DETACHED, {"kept": DETACHED, "most": MOST}).all()
    keys = [*staged, *detached]
    for key in keys:
        folder.remove(key)
    if keys:
        connection.execute(_CLEAR, {"keys": keys})
    return len(keys)
