"""Reads an expression out of a definition, and puts its mistakes at the right column."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from models.definitions.entity import READABLE_SYSTEM, Entity
from models.expressions import Expression, ExpressionError, Kind, parse
from models.expressions.check import CONDITION
from models.source import Code, Cursor, Place

PLACE_UNKNOWN = Code(
    "definitions.E071",
    'while a record is entered its place is not settled, so "%(name)s" cannot be read here',
)

T = TypeVar("T")


def read_expression(cursor: Cursor) -> Expression | None:
    """The expression written here, or None; with a problem if it is written wrongly. That it is
    text is the business of whoever reads the options."""
    text = cursor.value
    if not isinstance(text, str) or not text.strip():
        return None
    return _caught(cursor, lambda: parse(text))


def check_expression(
    cursor: Cursor, expression: Expression, kinds: Mapping[str, Kind]
) -> Kind | None:
    """Check names and kinds against an entity's; returns the kind, or None with a problem."""
    return _caught(cursor, lambda: expression.check(kinds))


def check_condition(cursor: Cursor, entity: Entity, expression: Expression) -> None:
    """Check an expression that decides something while a record is entered."""
    kind = check_expression(cursor, expression, entity.kinds)
    if kind not in (None, Kind.YES_NO, Kind.ANY):
        cursor.complain(CONDITION, found=kind)
    for name in sorted(expression.names):
        if not entity.reads(name).isdisjoint(READABLE_SYSTEM):
            cursor.complain(PLACE_UNKNOWN, name=name)


def _caught(cursor: Cursor, work: Callable[[], T]) -> T | None:
    try:
        return work()
    except ExpressionError as error:
        place = _within(cursor, error.column, error.end_column)
        values: dict[str, Any] = dict(error.values)
        cursor.complain(error.mistake, place=place, nearest=error.nearest, **values)
        return None


def _within(cursor: Cursor, column: int, end_column: int) -> Place:
    """A stretch of the text in the file. Text over several lines is pointed at as a whole."""
    place = cursor.place
    line = cursor.document.line(place)
    quoted = line[place.column - 1 : place.column] in ("'", '"')
    if line[place.column - 1 : place.column] in ("|", ">"):
        return place
    start = place.column + (1 if quoted else 0)
    return Place(place.file, place.line, start + column - 1, start + end_column - 1)
