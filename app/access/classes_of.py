"""The mapped classes that a statement asks, wherever in it they stand."""

from collections.abc import Set
from typing import Any

from sqlalchemy.sql.visitors import iterate


def classes_of(statement: Any) -> Set[type[Any]]:
    """The classes of a statement's columns, tables, aliases, joins, subqueries and conditions:
    SQLAlchemy marks each part that came from a class with it. Not told: what loader options and
    relations add when the statement is compiled, and tables that were named past the ORM."""
    found: set[type[Any]] = set()
    seen: set[int] = set()
    waiting = [statement]
    while waiting:
        for part in iterate(waiting.pop()):
            entity = getattr(part, "_annotations", {}).get("parententity")
            if entity is not None:
                found.add(entity.mapper.class_)
            # A column is no parent of what it was selected from: a subquery, an alias, a CTE.
            table = getattr(part, "table", None)
            if table is not None and id(table) not in seen:
                seen.add(id(table))
                waiting.append(table)
    return found
