"""Ways to narrow a list by a field. Names of operators are those of Flask-AppBuilder's REST API."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, type_coerce
from sqlalchemy.dialects.postgresql import ARRAY, JSONB


@dataclass(frozen=True)
class Filter:
    """One operator. `needs_clear`: it could be used to guess a masked value step by step, so only
    those who see the field in clear may use it."""

    operator: str
    apply: Callable[[ColumnElement[Any], Any], ColumnElement[bool]]
    needs_clear: bool = True
    help: str = ""


def _starts_with(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    return column.startswith(str(value), autoescape=True)


def _has_any(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    codes = cast([*value], ARRAY(Text))
    found: ColumnElement[bool] = type_coerce(column, JSONB).has_any(codes)
    return found


def _has(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    return type_coerce(column, JSONB).contains([*value])


EQUAL = Filter("eq", lambda column, value: column == value, help="is the value")
NOT_EQUAL = Filter(
    "neq", lambda column, value: column.is_distinct_from(value), help="is another value, or none"
)
STARTS_WITH = Filter("sw", _starts_with, help="begins with the text")
FROM = Filter("gt", lambda column, value: column >= value, help="is the value or above it")
UP_TO = Filter("lt", lambda column, value: column <= value, help="is the value or below it")
HAS_ANY = Filter("rel_m_m", _has_any, help="holds any of these")
HAS = Filter("ct", _has, help="holds all of these")
RELATED = Filter("rel_o_m", lambda column, value: column == value, help="links to this record")
