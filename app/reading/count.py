"""An honest count: exact while it is cheap, "more than" beyond."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

CAP = 10_000


@dataclass(frozen=True)
class Count:
    """How many; if `capped`, there are more than that."""

    number: int
    capped: bool


def count(session: Any, query: Select[Any], row_id: Any, *, cap: int | None = None) -> Count:
    """Count the rows of a query, up to the cap: the lists' own unless another is given."""
    cap = CAP if cap is None else cap
    inner = query.order_by(None).with_only_columns(row_id).limit(cap + 1).subquery()
    found = session.scalar(select(func.count()).select_from(inner)) or 0
    return Count(min(found, cap), found > cap)
