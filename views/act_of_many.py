"""What the form of an act asks that makes several records of one, or joins several into one."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.access import Level
from app.actions.going_along import Follower, followers
from app.actions.made_of_one import REST
from app.reading import Record
from models.definitions import Entity
from models.definitions.act import JOINS, MAKES, MOVES, Act, joined_field, made_field
from models.fields import Field, Text
from models.source import N_
from views.current import translate
from views.form_field import form_field
from views.form_page import FormPage

_GOES = Text(name=MOVES, label=N_("Where it goes"))
_LEAST = 2


def many_fields(entity: Entity, act: Act) -> dict[str, Field]:
    """The inputs of the form that are no fields of the record."""
    if act.makes:
        return {MAKES: made_field(act, entity.fields), MOVES: _GOES}
    return {JOINS: joined_field(act, entity.name)} if act.joins else {}


def many_sections(
    page: FormPage, record: Record, act: Act, raw: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The sections that come before day and reason."""
    if act.makes:
        made = _made(page, record, act, raw)
        groups = _groups(page, record, act, raw, len(made["rows"]) + 1)
        first = {"id": "made", "title": _("The new records"), "when": None, "fields": [made]}
        goes = {"id": "goes", "title": _("Who and what goes where"), "when": None, "fields": []}
        return [first, {**goes, "groups": groups}] if groups else [first]
    if not act.joins:
        return []
    url = f"/desk/{record.entity.name}/pick/{act.came_from}."
    field = joined_field(act, record.entity.name)
    shown = form_field(field, raw.get(JOINS) or [{}], (JOINS,), page.errors)
    page.name_row_links(field, shown, lambda column: url + column)
    return [{"id": "joined", "title": _("What is joined"), "when": None, "fields": [shown]}]


def _made(page: FormPage, record: Record, act: Act, raw: Mapping[str, Any]) -> dict[str, Any]:
    field = made_field(act, record.entity.fields)
    # A start: each of two has what its author sees of the record as it is.
    start = {n: raw.get(n, "") for n in act.makes if n not in page.masked}
    rows = raw.get(MAKES) or [start] * _LEAST
    shown = form_field(field, rows, (MAKES,), page.errors, level=Level.CLEAR)
    base = f"/desk/{record.entity.name}/pick/"
    page.name_row_links(field, shown, lambda column: base + column)
    return shown


def _groups(
    page: FormPage, record: Record, act: Act, raw: Mapping[str, Any], count: int
) -> list[dict[str, Any]]:
    """The records that go along, by the link they go by."""
    chosen = raw.get(MOVES) or {}
    found: dict[str, list[Follower]] = {}
    for one in followers(page.work, act, [record.row.id]):
        found.setdefault(one.path, []).append(one)
    return [
        {
            "title": translate(page.work.entity(path.partition(".")[0]).label),
            "name": f"{MOVES}-{path}",
            "count": count,
            "rest": chosen.get(path, {}).get(REST, ""),
            "rows": [
                {
                    "id": one.row.id,
                    "text": one.title or str(one.row.id),
                    "value": chosen.get(path, {}).get(str(one.row.id), ""),
                    "errors": page.errors.get((MOVES, path, one.row.id), []),
                }
                for one in rows
            ],
        }
        for path, rows in found.items()
    ]
