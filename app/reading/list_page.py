"""One page of a list, by keyset, under the actor's scope and rights."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import DateTime, Select, cast, select

from app.access import Shown
from app.access.row_scope import prefix
from app.actions.work import Work
from app.reading.count import Count, count
from app.reading.cursor import before, beyond, read_cursor, write_cursor
from app.reading.list_request import WRONG_CURSOR, ListRequest, conditions, sort_key
from app.reading.related_counts import related_counts
from app.reading.titles import shown_of, titles
from models.definitions import Entity
from models.fields import Field, Link
from models.fields.field import Translate
from models.source import FieldPlace, Problem, Problems, Refused


@dataclass(frozen=True)
class ListPage:
    """Rows as (row, what is shown of it); titles of linked records by field and id; cursors, ""
    where there is no such page."""

    entity: Entity
    rows: list[tuple[Any, Shown]]
    linked: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    next: str = ""
    previous: str = ""
    count: Count | None = None

    def title(self, shown: Shown) -> str:
        """How one of the rows names itself to the reader."""
        values = {name: shown.value(name) for name in self.linked}
        return shown.title(
            {n: self.linked[n].get(value.value, "") for n, value in values.items() if value}
        )


def read_list(
    work: Work,
    request: ListRequest,
    *,
    counted: bool = False,
    columns: tuple[str, ...] | None = None,
    verb: str = "list",
    translate: Translate = str,
) -> ListPage:
    """Read a page. Linked records of `columns` (by default the list's own) and of the rows' own
    titles get theirs. With a `verb`, only rows covered by a post that may do that as well.
    Raises Problems for what the actor may not ask for."""
    entity = work.entity(request.entity)
    cls = work.book.tables.rows[request.entity]
    query = select(cls).where(*conditions(work, entity, request))
    query = query.where(*(work.within(entity.name, each) for each in dict.fromkeys(("list", verb))))
    if request.removed:
        query = query.where(cls.removed_at.is_not(None), work.within(entity.name, "restore"))
    else:
        query = query.where(cls.removed_at.is_(None))
    units = [unit for unit in (request.within, request.unit) if unit]
    query = query.where(*(prefix(cls.org_code, unit) for unit in units))
    number = count(work.session, query, cls.id) if counted else None
    rows, next_cursor, previous = _page(work, entity, request, query)
    wanted = entity.list.columns if columns is None else columns
    counts = related_counts(work, entity, [row.id for row in rows], wanted)
    shown = [
        (row, shown_of(work, request.entity, row, translate, counts.get(row.id))) for row in rows
    ]
    linked = {
        name: titles(work, link, _targets(name, shown), translate)
        for name in {*wanted, *entity.title.names}
        if isinstance(link := entity.fields.get(name), Link)
    }
    return ListPage(entity, shown, linked, next_cursor, previous, number)


def _targets(name: str, shown: list[tuple[Any, Shown]]) -> list[Any]:
    """The ids that a link has on this page, where the actor sees them."""
    values = [part.value(name) for _, part in shown]
    return [value.value for value in values if value is not None]


def _page(
    work: Work, entity: Entity, request: ListRequest, query: Select[Any]
) -> tuple[list[Any], str, str]:
    cls = work.book.tables.rows[entity.name]
    name, down, sorted_by = sort_key(work, entity, request)
    column = getattr(cls, name)
    nullable = sorted_by is not None
    backwards = bool(request.before)
    cursor = request.before or request.after
    if cursor:
        value, last_id = read_cursor(cursor)
        bound = _bound(sorted_by, name, value)
        place = before if backwards else beyond
        query = query.where(place(column, cls.id, bound, last_id, down=down, nullable=nullable))
    descending = down != backwards
    first = column.desc() if descending else column.asc()
    if nullable:
        first = first.nulls_first() if backwards else first.nulls_last()
    query = query.order_by(first, cls.id.desc() if descending else cls.id.asc())
    rows = list(work.session.scalars(query.limit(request.size + 1)))
    more = len(rows) > request.size
    rows = rows[: request.size]
    if backwards:
        rows.reverse()
    if not rows:
        return [], "", ""
    has_next, has_previous = (True, more) if backwards else (more, bool(request.after))
    ends = [write_cursor(_written(sorted_by, getattr(r, name)), r.id) for r in (rows[0], rows[-1])]
    return rows, ends[1] if has_next else "", ends[0] if has_previous else ""


def _written(sorted_by: Field | None, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return sorted_by.format(value) if sorted_by else value


def _bound(sorted_by: Field | None, name: str, value: Any) -> Any:
    """The cursor's value with the column's type. Raises Problems if it cannot be one."""
    try:
        if sorted_by is not None:
            return sorted_by.parse(value)
        if name == "updated_at":
            return cast(datetime.datetime.fromisoformat(str(value)), DateTime(timezone=True))
        if not str(value).isdigit() or len(str(value)) > 18:
            raise ValueError
        return int(value) if name == "id" else str(value)
    except (Refused, ValueError, TypeError):
        raise Problems([Problem(WRONG_CURSOR, FieldPlace(("page",)))]) from None
