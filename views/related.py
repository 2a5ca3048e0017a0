"""Records that link to a record, as a fragment of its page."""

from typing import Any

from flask_babel import gettext as _

from app.access import Level
from app.actions import Work
from app.reading import ListPage
from models.fields import Link
from views.current import translate


def related_fragment(work: Work, page: ListPage, link: str, row_id: int) -> dict[str, Any]:
    """Columns and rows as the list has them, without the link itself and times."""
    entity = page.entity
    names = [
        name
        for name in entity.list.columns
        if name in entity.fields and name != link and work.access.level(entity, name) > Level.HIDDEN
    ]
    return {
        "columns": [{"label": translate(entity.fields[n].label), "numeric": False} for n in names],
        "rows": [
            {
                "id": row.id,
                "url": f"/desk/{entity.name}/{row.id}",
                "title": page.title(shown),
                "cells": [_cell(page, name, shown) for name in names],
            }
            for row, shown in page.rows
        ],
        "all_url": f"/desk/{entity.name}/?{link}={row_id}" if page.next else None,
        "empty_text": _("None yet"),
    }


def _cell(page: ListPage, name: str, shown: Any) -> dict[str, Any]:
    field = page.entity.fields[name]
    value = shown.value(name)
    if value is None:
        return {"text": "", "masked": False, "url": None, "numeric": False}
    if isinstance(field, Link):
        text = page.linked.get(name, {}).get(value.value, "")
        return {"text": text, "masked": False, "url": None, "numeric": False}
    return {"text": value.text, "masked": value.masked, "url": None, "numeric": False}
