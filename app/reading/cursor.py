"""Keyset cursors: where a page ended, as the value it was sorted by and the row's id."""

import base64
import binascii
import json
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, tuple_

from app.reading.list_request import WRONG_CURSOR
from models.source import FieldPlace, Problem, Problems


def write_cursor(value: Any, row_id: int) -> str:
    """The cursor of a row. `value` is text, a number or None."""
    text = json.dumps([value, row_id], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[str | int | None, int]:
    """Value and id. Raises Problems for anything that is not such a cursor."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        value, row_id = json.loads(raw)
    except (binascii.Error, ValueError, TypeError):
        value, row_id = {}, None
    number = isinstance(row_id, int) and not isinstance(row_id, bool) and 0 <= row_id < 2**62
    if not number or not (value is None or isinstance(value, str | int)):
        raise Problems([Problem(WRONG_CURSOR, FieldPlace(("page",)))])
    return value, row_id


def beyond(
    column: Any, row_id: Any, value: Any, last_id: int, *, down: bool, nullable: bool
) -> ColumnElement[bool]:
    """The rows that come after this one in the order (column, id). Empty values come last in
    either direction; a column that is never empty is compared as one pair, as its index is."""
    if not nullable:
        pair, last = tuple_(column, row_id), tuple_(value, last_id)
        return pair < last if down else pair > last
    if value is None:
        further = row_id < last_id if down else row_id > last_id
        return and_(column.is_(None), further)
    step = column < value if down else column > value
    same = and_(column == value, row_id < last_id if down else row_id > last_id)
    return or_(step, same, column.is_(None))


def before(
    column: Any, row_id: Any, value: Any, last_id: int, *, down: bool, nullable: bool
) -> ColumnElement[bool]:
    """The rows that come before this one in the same order."""
    if not nullable:
        pair, last = tuple_(column, row_id), tuple_(value, last_id)
        return pair > last if down else pair < last
    nearer = row_id > last_id if down else row_id < last_id
    if value is None:
        return or_(column.is_not(None), and_(column.is_(None), nearer))
    step = column > value if down else column < value
    return and_(column.is_not(None), or_(step, and_(column == value, nearer)))
