"""The list page: from the address to a request, from the page read to what the template shows."""

from typing import Any
from urllib.parse import urlencode

from flask import request
from flask_babel import format_datetime, format_decimal
from flask_babel import gettext as _

from app.access import Level
from app.actions import Work
from app.reading import Count, ListPage, ListRequest, Wanted, read_list
from app.reading.list_request import SYSTEM_SORTS
from app.reading.titles import titles
from models.definitions import Entity
from models.expressions import Kind
from models.fields import Field, Link
from views.current import listed, translate
from views.list_filters import chips, filters

PAGE = 50
# Parameters of the address that are not filters.
OWN = ("q", "sort", "after", "before", "removed", "unit", "columns")


def list_request(work: Work, name: str) -> ListRequest:
    """What the address asks for. Parameters that name no filter are left to be refused."""
    entity = work.entity(name)
    given = request.args
    wanted: dict[tuple[str, str], list[object]] = {}
    for key, value in given.items(multi=True):
        if key in OWN or not value.strip():
            continue
        field, operator = _operator(entity, key)
        wanted.setdefault((field, operator), []).append(value)
    return ListRequest(
        name,
        tuple(Wanted(field, op, tuple(values)) for (field, op), values in wanted.items()),
        search=given.get("q", "")[:100],
        unit=_unit(given.get("unit", "")),
        sort=given.get("sort", ""),
        after=given.get("after", ""),
        before=given.get("before", ""),
        size=PAGE,
        removed=given.get("removed") == "1" and bool(work.access.may("restore", name)),
    )


def _unit(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) <= 15 else ""


def _operator(entity: Entity, key: str) -> tuple[str, str]:
    """The field and the operator that a parameter means: `area__from`, `area__to`, `name`."""
    for ending, operator in (("__from", "gt"), ("__to", "lt")):
        if key.endswith(ending):
            return key.removesuffix(ending), operator
    field = entity.fields.get(key)
    operators = [f.operator for f in field.filters] if field else []
    return key, "sw" if "sw" in operators else "eq"


def list_page(work: Work, name: str) -> dict[str, Any]:
    """Everything the template shows. Raises Denied, Problems."""
    wanted = list_request(work, name)
    page = read_list(work, wanted, counted=True, translate=translate)
    entity = page.entity
    columns = [n for n in entity.list.columns if _visible(work, entity, n)]
    new = work.access.may("add", name) and not wanted.removed
    return {
        "title": translate(entity.label),
        "entity": name,
        "columns": [_column(work, entity, n, wanted) for n in columns],
        "rows": [_row(name, page, columns, row, shown) for row, shown in page.rows],
        "filters": filters(work, entity),
        "chips": chips(work, entity, wanted, address, lambda f, v: _title(work, f, v)),
        "clear_url": address({"sort": wanted.sort or None}, keep=False),
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
        "removed_url": _removed_url(work, name, wanted),
        "removed_label": _("Back to the list") if wanted.removed else _("Removed records"),
        "empty": _empty(work, entity, wanted, bool(new)),
        "hidden_params": [
            (key, value) for key in ("sort", "removed") if (value := request.args.get(key))
        ],
    }


def address(changes: dict[str, str | None], *, keep: bool = True) -> str:
    """The list's address with some parameters changed; None takes one away."""
    given = [
        (k, v) for k, v in (request.args.items(multi=True) if keep else ()) if k not in changes
    ]
    given += [(k, v) for k, v in changes.items() if v]
    return request.path + ("?" + urlencode(given) if given else "")


def _visible(work: Work, entity: Entity, name: str) -> bool:
    return name in SYSTEM_SORTS or work.access.level(entity, name) > Level.HIDDEN


def _column(work: Work, entity: Entity, name: str, wanted: ListRequest) -> dict[str, Any]:
    field = entity.fields.get(name)
    sortable = name in SYSTEM_SORTS or (
        name in entity.columns
        and not isinstance(field, Link)
        and work.access.level(entity, name) is Level.CLEAR
    )
    down = wanted.sort == f"-{name}"
    up = wanted.sort == name
    turned = {"sort": f"-{name}" if up else name, "after": None, "before": None}
    return {
        "name": name,
        "label": translate(field.label) if field else _("Changed at"),
        "sort_url": address(turned) if sortable else None,
        "sorted": "desc" if down else "asc" if up else None,
        "numeric": bool(field and field.kind is Kind.NUMBER and not isinstance(field, Link)),
    }


def _row(name: str, page: ListPage, columns: list[str], row: Any, shown: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": f"/desk/{name}/{row.id}",
        "title": shown.title(),
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
        url = f"/desk/{field.to}/{value.value}" if title and field.to != "org_unit" else None
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


def _removed_url(work: Work, name: str, wanted: ListRequest) -> str | None:
    if not work.access.may("restore", name):
        return None
    return f"/desk/{name}/" if wanted.removed else f"/desk/{name}/?removed=1"


def _empty(work: Work, entity: Entity, wanted: ListRequest, new: bool) -> dict[str, Any]:
    if wanted.filters or wanted.search or wanted.unit:
        return {
            "text": _("Nothing matches. Try fewer filters or other words."),
            "action_label": _("Clear all"),
            "action_url": address({}, keep=False),
        }
    label = translate(entity.label)
    if wanted.removed or not new:
        return {"text": _("There is nothing here yet."), "action_url": None, "action_label": ""}
    return {
        "text": _("There is nothing here yet. Enter the first record."),
        "action_label": _("New: %(entity)s", entity=label),
        "action_url": f"/desk/{entity.name}/new",
    }
