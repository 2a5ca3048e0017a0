"""What a field holds, as an expression sees it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.expressions.clock import minute
from models.expressions.errors import WRONG_VALUE, ExpressionFailed
from models.expressions.exact import bounded
from models.expressions.kinds import Kind

# The same six in the browser: the white space that keyboards and spreadsheets leave behind.
BLANKS = " \t\n\r\u00a0\u3000"


@dataclass(frozen=True)
class Rows:
    """Sub-rows: an expression sees nothing of them but how many there are."""

    count: int


@dataclass(frozen=True)
class Shape:
    """A point or an area: an expression sees nothing of it but that it is there."""


Value = str | Decimal | datetime.date | bool | tuple[object, ...] | Rows | Shape | None

_KINDS: dict[type, Kind] = {
    str: Kind.TEXT,
    Decimal: Kind.NUMBER,
    datetime.date: Kind.DATE,
    datetime.datetime: Kind.DATE_TIME,
    bool: Kind.YES_NO,
    tuple: Kind.LIST,
    Rows: Kind.ROWS,
    Shape: Kind.SHAPE,
    type(None): Kind.NULL,
}


def kind_of(value: object) -> Kind:
    """The kind of a value that `read` or a literal gave."""
    return _KINDS[type(value)]


def read(held: object) -> Value:
    """The value that a field holds; unfilled is null: nothing, blank text, no items, no rows.

    A list of texts is a list, any other list is rows, GeoJSON a shape. Raises `ExpressionFailed`
    (`value`, `overflow`, `precision`) for what is no value: a float, a time of nowhere, not a
    number, half a character.
    """
    if held is None or isinstance(held, bool):
        return held
    if isinstance(held, str):
        return _text(held) if held.strip(BLANKS) else None
    if isinstance(held, int | Decimal):
        return _number(Decimal(held))
    if isinstance(held, datetime.datetime):
        return _moment(held)
    if isinstance(held, datetime.date):
        return held
    if isinstance(held, Mapping) and "coordinates" in held:
        return Shape()
    if isinstance(held, list | tuple):
        return _list(held)
    raise ExpressionFailed(WRONG_VALUE)


def _text(held: str) -> str:
    if not held.isascii() and any("\ud800" <= character <= "\udfff" for character in held):
        raise ExpressionFailed(WRONG_VALUE)
    return str.__str__(held)


def _moment(held: datetime.datetime) -> datetime.datetime:
    if held.tzinfo is None:
        raise ExpressionFailed(WRONG_VALUE)
    try:
        return minute(held)
    except OverflowError:
        raise ExpressionFailed(WRONG_VALUE) from None


def _number(held: Decimal) -> Decimal:
    if not held.is_finite():
        raise ExpressionFailed(WRONG_VALUE)
    return bounded(held)


def _list(held: Sequence[object]) -> Value:
    if not held:
        return None
    texts = tuple(_text(item) for item in held if isinstance(item, str))
    return texts if len(texts) == len(held) else Rows(len(held))
