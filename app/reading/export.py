"""A whole list, a few hundred rows at a time: what the list page shows, as text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.access import Level, Shown
from app.actions.work import Work
from app.reading.files import stored_files
from app.reading.list_page import ListPage, read_list
from app.reading.list_request import SYSTEM_SORTS, ListRequest
from models.definitions import Entity
from models.expressions.clock import CHINA
from models.fields import Files, Link
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
        names = _file_names(work, page, columns)
        yield Batch([_row(page, columns, row, shown, names) for row, shown in page.rows], total)
        after, first = page.next, False
        work.session.expunge_all()


def _file_names(work: Work, page: ListPage, columns: Sequence[str]) -> dict[str, str]:
    """The names of all files of a batch by their keys, as far as they are seen in clear."""
    seen = [
        shown.value(name)
        for _, shown in page.rows
        for name in columns
        if isinstance(shown.entity.fields.get(name), Files)
    ]
    keys = [key for value in seen if value and not value.masked for key in value.value or ()]
    return {key: file.name for key, file in stored_files(work, keys).items()}


def _row(
    page: ListPage, columns: Sequence[str], row: Any, shown: Shown, names: Mapping[str, str]
) -> list[str]:
    return [_text(page, name, row, shown, names) for name in columns]


def _text(page: ListPage, name: str, row: Any, shown: Shown, names: Mapping[str, str]) -> str:
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
    if isinstance(field, Files) and not seen.masked:
        return "、".join(names[key] for key in seen.value or () if key in names)
    return seen.text
