"""The form of an existing record: what stands in it, what its reader sees masked, and what another
changed meanwhile."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Level
from app.actions import Work
from app.reading import Record
from models.fields import SubRows
from models.source import Problem, Refused
from models.tables.audit import Audit
from views.current import listed, translate
from views.form_page import FormPage


def edit_raw(work: Work, record: Record) -> dict[str, Any]:
    """The text that stands in each field the reader sees in clear."""
    raw: dict[str, Any] = {}
    for name in record.shown.names():
        shown = record.shown.value(name)
        field = record.entity.fields[name]
        if shown is None:
            continue
        if isinstance(field, SubRows):
            raw[name] = [{n: cell.json for n, cell in row.items()} for row in shown.rows]
        elif not field.entered:
            raw[name] = shown.text
        elif not shown.masked and shown.value is not None:
            raw[name] = field.format(shown.value)
    return raw


def edit_page(
    work: Work, record: Record, raw: Mapping[str, Any], problems: tuple[Problem, ...] = ()
) -> FormPage:
    """The form, with masked values standing as their masks."""
    masked = {
        name: shown.text
        for name in record.shown.names()
        if (shown := record.shown.value(name)) and shown.masked
    }
    return FormPage(
        work,
        record.entity,
        raw,
        org_code=record.row.org_code,
        masked=masked,
        problems=problems,
        row_id=record.row.id,
    )


def stale_page(
    work: Work, record: Record, given: Mapping[str, Any], version: str
) -> dict[str, Any]:
    """What others changed since `version`, beside what was entered here."""
    since = int(version) if version.isascii() and version.isdigit() else 0
    query = (
        select(Audit)
        .where(Audit.entity == record.entity.name, Audit.row_id == record.row.id)
        .where(Audit.version > since)
        .order_by(Audit.id)
    )
    audits = list(work.session.scalars(query))
    names = [n for audit in audits for n in audit.changes if n in record.entity.fields]
    who = listed(dict.fromkeys(audit.actor_name for audit in audits))
    return {
        "text": _(
            "%(who)s changed this record while you were editing it.", who=who or _("Someone")
        ),
        "rows": [
            row for name in dict.fromkeys(names) if (row := _both(record, name, given)) is not None
        ],
        "take_theirs_url": f"/desk/{record.entity.name}/{record.row.id}/edit",
    }


def _both(record: Record, name: str, given: Mapping[str, Any]) -> dict[str, str] | None:
    shown = record.shown.value(name)
    if shown is None or record.shown.level(name) is Level.HIDDEN:
        return None
    field = record.entity.fields[name]
    theirs = record.linked.get(name, shown.text)
    try:
        value = field.parse(given.get(name))
        mine = "" if value is None else field.display(value, translate)
    except Refused:
        mine = str(given.get(name))
    if name in record.linked:
        mine = theirs if shown.value == value else _("another one")
    return {"label": translate(field.label), "mine": mine, "theirs": theirs}
