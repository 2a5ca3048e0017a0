"""A change that came too late: what the record is now, and what others changed meanwhile."""

from typing import Any

from app.actions import Stale, Work
from app.reading import read_record
from views.api.reading import history_answer, saved_answer
from views.current import translate


class StaleSince(Stale):
    """Stale, and the version that the actor had."""

    def __init__(self, row: Any, since: int) -> None:
        super().__init__(row)
        self.since = since


def conflict(work: Work, error: Stale) -> dict[str, Any]:
    """Both, under the reader's rights. Raises NotFound if the record is out of sight by now."""
    row = error.row
    since = error.since if isinstance(error, StaleSince) else row.version - 1
    name = next(n for n, cls in work.book.tables.rows.items() if isinstance(row, cls))
    record = read_record(work, name, row.id, translate=translate)
    present = saved_answer(record)
    return {
        "version": record.row.version,
        "changes": history_answer(work, record, since),
        **{key: present[key] for key in ("result", "title", "masked_columns", "linked")},
    }
