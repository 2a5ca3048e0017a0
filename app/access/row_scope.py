"""Which rows a post covers, as a condition on a mapped class."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from models.tables.assignment import Assignment

# Codes are digits, and the colon follows 9 in the order of bytes: [code, code + ":") is exactly
# the codes that begin with `code`.
_AFTER_DIGITS = ":"


@dataclass(frozen=True)
class RowScope:
    """`rows` as the definition says it (all, own_unit, assigned), for one post."""

    rows: str
    org_code: str
    department: str = ""

    def covers(self, org_code: str) -> bool:
        """Whether a place lies within. For `assigned` this is necessary, not sufficient."""
        if self.rows == "all":
            return True
        return bool(self.org_code) and org_code.startswith(self.org_code)

    def condition(self, cls: type[Any], entity: str, row_id: Any) -> ColumnElement[bool]:
        """The condition on `cls`, whose row belongs to the record `row_id` of `entity`."""
        if self.rows == "all":
            return true()
        if not self.org_code:
            return false()
        within = prefix(cls.org_code, self.org_code)
        if self.rows == "own_unit":
            return within
        table = Assignment.__table__
        assigned = exists(
            select(table.c.id).where(
                table.c.entity == entity,
                table.c.row_id == row_id,
                table.c.department == self.department,
                # Made within the unit: it does not follow a record that moves to another.
                prefix(table.c.org_code, self.org_code),
            )
        )
        return and_(within, assigned)


def prefix(column: Any, code: str) -> ColumnElement[bool]:
    """That a code lies within a unit, as a range an index can serve."""
    return and_(column >= code, column < code + _AFTER_DIGITS)


def widest(codes: Iterable[str]) -> tuple[str, ...]:
    """The fewest units that cover all of these: those within another are dropped."""
    kept: list[str] = []
    for code in sorted(set(codes)):
        if code and not (kept and code.startswith(kept[-1])):
            kept.append(code)
    return tuple(kept)


def union(
    scopes: Iterable[RowScope], cls: type[Any], entity: str, row_id: Any
) -> ColumnElement[bool]:
    """Rows that any of the scopes covers. No scope: no row."""
    scopes = list(scopes)
    if any(scope.rows == "all" for scope in scopes):
        return true()
    own = widest(scope.org_code for scope in scopes if scope.rows == "own_unit")
    conditions = [prefix(cls.org_code, code) for code in own]
    conditions += [s.condition(cls, entity, row_id) for s in scopes if s.rows == "assigned"]
    return or_(false(), *conditions)
