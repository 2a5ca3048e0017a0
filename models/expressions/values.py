"""What a field holds, as an expression sees it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.expressions.errors import WRONG_VALUE, ExpressionFailed
from models.expressions.exact import bounded
from models.expressions.kinds import Kind

# The same six in the browser: the white space that keyboards and spreadsheets leave behind.
BLANKS = " \t\n\r\u00a0\u3000"


@dataclass(frozen=True)
class Rows:
    """Sub-rows: an expression sees nothing of them but how many there are."""

    count: int


Value = str | Decimal | datetime.date | bool | tuple[object, ...] | Rows | None

_KINDS: dict[type, Kind] = {
    str: Kind.TEXT,
    Decimal: Kind.NUMBER,
    datetime.date: Kind.DATE,
    bool: Kind.YES_NO,
    tuple: Kind.LIST,
    Rows: Kind.ROWS,
    type(None): Kind.NULL,
}


def kind_of(value: object) -> Kind:
    """The kind of a value that `read` or a literal gave."""
    return _KINDS[type(value)]


def read(held: object) -> Value:
    """The value that a field holds; unfilled is null: nothing, blank text, no items, no rows.

    A list of texts is a list, any other list is rows. Raises `ExpressionFailed` (`value`,
    `overflow`, `precision`) for what is no value: a float, a time, not a number, half a character.
    """
    if held is None or isinstance(held, bool):
        return held
    if isinstance(held, str):
        return _text(held) if held.strip(BLANKS) else None
    if isinstance(held, int | Decimal):
        return _number(Decimal(held))
    if isinstance(held, datetime.date) and not isinstance(held, datetime.datetime):
        return held
    if isinstance(held, list | tuple):
        return _list(held)
    raise ExpressionFailed(WRONG_VALUE)


def _text(held: str) -> str:
    if not held.isascii() and any("\ud800" <= character <= "\udfff" for character in held):
        raise ExpressionFailed(WRONG_VALUE)
    return str.__str__(held)


def _number(held: Decimal) -> Decimal:
    if not held.is_finite():
        raise ExpressionFailed(WRONG_VALUE)
    return bounded(held)


def _list(held: Sequence[object]) -> Value:
    if not held:
        return None
    texts = tuple(_text(item) for item in held if isinstance(item, str))
    return texts if len(texts) == len(held) else Rows(len(held))
