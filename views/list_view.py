"""The list page: from the page read to what the template shows."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import format_datetime, format_decimal
from flask_babel import gettext as _

from app.access import Level
from app.actions import Work
from app.actions.own_lists import OwnLists
from app.reading import Count, ListPage, ListRequest, read_list
from app.reading.titles import titles
from models.definitions import Entity
from models.expressions import Kind
from models.fields import Field, Link
from models.tables.saved_list import SavedList
from views.current import listed, translate
from views.list_columns import chooser, heading, page_columns
from views.list_filters import chips, filters
from views.list_state import COLUMNS, SAVED, address, list_request, present, written
from views.saved_bar import ALL, saved_bar


def list_page(work: Work, name: str) -> dict[str, Any]:
    """Everything the template shows. Raises Denied, Problems."""
    wanted = list_request(work, name)
    entity = work.entity(name)
    own = OwnLists(work, name).every()
    columns = page_columns(work, entity, own)
    page = read_list(work, wanted, counted=True, columns=columns, translate=translate)
    new = work.access.may("add", name) and not wanted.removed
    return {
        "title": translate(entity.label),
        "entity": name,
        "columns": [heading(work, entity, n, wanted) for n in columns],
        "named": columns[0] in entity.title.names,
        "rows": [_row(name, page, columns, row, shown) for row, shown in page.rows],
        "chooser": chooser(work, entity, columns, own),
        "saved": saved_bar(work, entity, own),
        "filters": filters(work, entity),
        "chips": chips(work, entity, wanted, address, lambda f, v: _title(work, f, v)),
        "clear_url": _cleared(own),
        "search": _search(work, entity, wanted.search),
        "count_text": _count(page.count),
        "next_url": address({"after": page.next, "before": None}) if page.next else None,
        "previous_url": (
            address({"before": page.previous, "after": None}) if page.previous else None
        ),
        "first_url": (
            address({"after": None, "before": None}) if wanted.after or wanted.before else None
        ),
        "new_url": f"/desk/{name}/new" if new else None,
        "new_label": _("New: %(entity)s", entity=translate(entity.label)),
        "bulk": _bulk(work, name, wanted),
        "export_url": _export_url(work, name) if page.rows else None,
        "removed_url": _removed_url(work, name, wanted),
        "removed_label": _("Back to the list") if wanted.removed else _("Removed records"),
        "empty": _empty(work, entity, wanted, bool(new), _cleared(own)),
        "hidden_params": [
            (key, value)
            for key in ("sort", "removed", COLUMNS, SAVED)
            if (value := ",".join(request.args.getlist(key)))
        ],
    }


def _cleared(own: list[SavedList]) -> str:
    """The list without its filters; that of saved ones which opens by itself does not."""
    kept = {key: request.args.get(key) for key in ("sort", COLUMNS)}
    opens = any(one.opens for one in own)
    return address({**kept, SAVED: ALL if opens else None}, keep=False)


def _row(name: str, page: ListPage, columns: Sequence[str], row: Any, shown: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": f"/desk/{name}/{row.id}",
        "title": page.title(shown),
        "cells": [_cell(page, column, row, shown) for column in columns],
    }


def _cell(page: ListPage, name: str, row: Any, shown: Any) -> dict[str, Any]:
    field = page.entity.fields.get(name)
    if field is None:
        when = getattr(row, name)
        return {"text": format_datetime(when, "yyyy-MM-dd HH:mm"), "masked": False, "url": None}
    value = shown.value(name)
    if value is None:
        return {"text": "", "masked": False, "url": None, "numeric": False}
    if isinstance(field, Link):
        title = page.linked.get(name, {}).get(value.value, "")
        url = f"/desk/{field.to}/{value.value}" if title and not field.to_system else None
        return {"text": title, "masked": False, "url": url, "numeric": False}
    numeric = field.kind is Kind.NUMBER
    return {"text": value.text, "masked": value.masked, "url": None, "numeric": numeric}


def _title(work: Work, field: Field, value: object) -> str:
    if not isinstance(field, Link):
        return ""
    try:
        target = int(str(value))
    except ValueError:
        return ""
    return titles(work, field, [target], translate).get(target, str(value))


def _search(work: Work, entity: Entity, value: str) -> dict[str, str] | None:
    labels = [
        translate(field.label)
        for name, field in entity.columns.items()
        if field.search and work.access.level(entity, name) is Level.CLEAR
    ]
    return {"value": value, "placeholder": listed(labels)} if labels else None


def _count(found: Count | None) -> str:
    if found is None:
        return ""
    number = format_decimal(found.number)
    if found.capped:
        return _("more than %(count)s", count=number)
    return _("%(count)s in all", count=number)


def _bulk(work: Work, name: str, wanted: ListRequest) -> list[dict[str, str]]:
    verb, label = ("restore", _("Restore")) if wanted.removed else ("remove", _("Remove"))
    if not work.access.may(verb, name):
        return []
    return [{"verb": verb, "label": label, "url": f"/desk/{name}/bulk/{verb}"}]


def _export_url(work: Work, name: str) -> str | None:
    """Where the whole of this list is asked for as a file."""
    if not work.access.may("export", name):
        return None
    return written(f"/desk/{name}/export", present())


def _removed_url(work: Work, name: str, wanted: ListRequest) -> str | None:
    if not work.access.may("restore", name):
        return None
    return f"/desk/{name}/" if wanted.removed else f"/desk/{name}/?removed=1"


def _empty(
    work: Work, entity: Entity, wanted: ListRequest, new: bool, cleared: str
) -> dict[str, Any]:
    if wanted.filters or wanted.search or wanted.unit:
        return {
            "text": _("Nothing matches. Try fewer filters or other words."),
            "action_label": _("Clear all"),
            "action_url": cleared,
        }
    label = translate(entity.label)
    if wanted.removed or not new:
        return {"text": _("There is nothing here yet."), "action_url": None, "action_label": ""}
    return {
        "text": _("There is nothing here yet. Enter the first record."),
        "action_label": _("New: %(entity)s", entity=label),
        "action_url": f"/desk/{entity.name}/new",
    }
