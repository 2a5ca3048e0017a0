"""A whole list, a few hundred rows at a time: what the list page shows, as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.access import Level, Shown
from app.actions.work import Work
from app.reading.list_page import ListPage, read_list
from app.reading.list_request import SYSTEM_SORTS, ListRequest
from models.definitions import Entity
from models.expressions.clock import CHINA
from models.fields import Link
from models.fields.field import Translate
from models.source import N_

BATCH = 500
CHANGED_AT = N_("Changed at")


@dataclass(frozen=True)
class Batch:
    """Some rows; `total` is how many there will be, None if that is more than is worth counting."""

    rows: list[list[str]]
    total: int | None


def export_columns(work: Work, entity: Entity, wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """Those of `wanted`, by default of the list's own columns, that the actor sees."""
    return tuple(
        name
        for name in dict.fromkeys(wanted or entity.list.columns)
        if name in SYSTEM_SORTS
        or (name in entity.fields and work.access.level(entity, name) > Level.HIDDEN)
    )


def header(entity: Entity, columns: Sequence[str], translate: Translate) -> list[str]:
    """The columns' names as people read them."""
    return [
        translate(entity.fields[name].label if name in entity.fields else CHANGED_AT)
        for name in columns
    ]


def export_rows(
    work: Work, request: ListRequest, columns: Sequence[str], translate: Translate
) -> Iterator[Batch]:
    """Every row of the list that a post which may export covers. Memory is that of one batch.
    Raises Problems for what the actor may not ask for."""
    total, after, first = None, "", True
    while first or after:
        page = read_list(
            work,
            replace(request, after=after, before="", size=BATCH),
            counted=first,
            columns=tuple(columns),
            verb="export",
            translate=translate,
        )
        if page.count and not page.count.capped:
            total = page.count.number
        yield Batch([_row(page, columns, row, shown) for row, shown in page.rows], total)
        after, first = page.next, False
        work.session.expunge_all()


def _row(page: ListPage, columns: Sequence[str], row: Any, shown: Shown) -> list[str]:
    return [_text(page, name, row, shown) for name in columns]


def _text(page: ListPage, name: str, row: Any, shown: Shown) -> str:
    field = page.entity.fields.get(name)
    if field is None:
        value = getattr(row, name)
        when = name == "updated_at"
        return value.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if when else str(value)
    seen = shown.value(name)
    if seen is None:
        return ""
    if isinstance(field, Link):
        return page.linked.get(name, {}).get(seen.value, "")
    return seen.text
