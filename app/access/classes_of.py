"""The mapped classes that a statement asks, wherever in it they stand."""

from collections.abc import Iterator, Sequence, Set
from typing import Any

from sqlalchemy import ColumnClause, Join, Table, TextClause, UpdateBase
from sqlalchemy.sql.expression import TableClause, TextualSelect
from sqlalchemy.sql.selectable import AliasedReturnsRows
from sqlalchemy.sql.visitors import iterate

from models.tables.assignment import Assignment


class PastTheScope(Exception):
    """A part of the statement writes, or reads located rows without their class."""


def classes_of(statement: Any) -> Set[type[Any]]:
    """The classes of a statement's columns, tables, aliases, joins, subqueries and conditions:
    SQLAlchemy marks each part that came from a class with it. Not told: what loader options and
    relations add when the statement is compiled. Raises PastTheScope."""
    found: set[type[Any]] = set()
    seen: set[int] = set()
    waiting = [statement]
    key = _key_of_one_row(statement)
    while waiting:
        for part in iterate(waiting.pop()):
            if id(part) in key:
                continue
            entity = _entity(part)
            if entity is not None:
                found.add(entity.mapper.class_)
            if isinstance(part, UpdateBase | TextualSelect) or any(map(_located, _named_in(part))):
                raise PastTheScope
            # A column is no parent of what it was selected from: a subquery, an alias, a CTE.
            table = getattr(part, "table", None)
            if table is not None and id(table) not in seen:
                seen.add(id(table))
                waiting.append(table)
    return found


def _entity(part: Any) -> Any:
    return getattr(part, "_annotations", {}).get("parententity")


def _key_of_one_row(statement: Any) -> Set[int]:
    """The parts of the condition by which SQLAlchemy itself gets a row by its key: it names the
    bare column, and the statement asks nothing else."""
    subject: Any = getattr(statement, "_propagate_attrs", {}).get("plugin_subject")
    where: Sequence[Any] = getattr(statement, "_where_criteria", ())
    if len(where) != 1 or not getattr(subject, "is_mapper", False):
        return frozenset()
    condition = subject._get_clause[0]
    return {id(part) for part in iterate(condition)} if where[0] is condition else frozenset()


def _named_in(part: Any) -> Iterator[Any]:
    """What a part names as its tables. Those that `iterate` comes to by itself do not tell: it
    gives the bare table of a class too, wherever a column of the class was named."""
    if isinstance(part, ColumnClause) and part.table is not None and _entity(part) is None:
        yield part.table
    elif isinstance(part, Join):
        yield from (part.left, part.right)
    elif hasattr(part, "_setup_joins"):  # a select, and what it was before its columns were changed
        yield from part._raw_columns
        yield from getattr(part, "_from_obj", ())
        yield from (join[0] for join in part._setup_joins)


def _located(named: Any) -> bool:
    """Whether it is the table of a located class, or text that may be one, and no class stands for
    it. Assignments are asked for so by the scope's own conditions."""
    while isinstance(named, AliasedReturnsRows) and _entity(named) is None:
        named = named.element
    if _entity(named) is not None:
        return False
    if isinstance(named, Table):
        return "org_code" in named.c and named.name != Assignment.__tablename__
    return isinstance(named, TableClause | TextClause)
