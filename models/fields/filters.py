"""Ways to narrow a list by a field. Names of operators are those of Flask-AppBuilder's REST API."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement


@dataclass(frozen=True)
class Filter:
    """One operator. `needs_clear`: it could be used to guess a masked value step by step, so only
    those who see the field in clear may use it."""

    operator: str
    apply: Callable[[ColumnElement[Any], Any], ColumnElement[bool]]
    needs_clear: bool = True


def _starts_with(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    return column.startswith(str(value), autoescape=True)


EQUAL = Filter("eq", lambda column, value: column == value)
NOT_EQUAL = Filter("neq", lambda column, value: column.is_distinct_from(value))
STARTS_WITH = Filter("sw", _starts_with)
FROM = Filter("gt", lambda column, value: column >= value)
UP_TO = Filter("lt", lambda column, value: column <= value)
RELATED = Filter("rel_o_m", lambda column, value: column == value)
