"""The record page: 一房一档, 一人一档."""

from typing import Any

from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy import func, select

from app.access import Level
from app.actions import Work
from app.reading import Record
from app.reading.record import Happening
from models.definitions import Section
from models.fields import CORE, Link, LongText, SubRows
from models.source import N_
from views.current import translate

ACTIONS = {
    "create": N_("Created"),
    "change": N_("Changed"),
    "remove": N_("Removed"),
    "restore": N_("Restored"),
}


def record_page(work: Work, record: Record) -> dict[str, Any]:
    """What the template shows."""
    removed = record.row.removed_at is not None
    path = " / ".join(unit.name for unit in record.path)
    return {
        "title": record.shown.title() or translate(record.entity.label),
        "subtitle": path,
        "removed": removed,
        "actions": _actions(work, record, removed),
        "sections": [
            section
            for number, part in enumerate(record.entity.sections)
            if (section := _section(record, number, part))["fields"]
        ],
        "sub_tables": _sub_tables(record),
        "related": [] if removed else _related(work, record),
        "history_url": f"/desk/{record.entity.name}/{record.row.id}/history",
        "footer": _footer(record),
    }


def _section(record: Record, number: int, section: Section) -> dict[str, Any]:
    fields = []
    for name in section.fields:
        field = record.entity.fields[name]
        shown = record.shown.value(name)
        if shown is None or isinstance(field, SubRows):
            continue
        text, url = shown.text, None
        if isinstance(field, Link):
            text = record.linked.get(name, "")
            url = f"/desk/{field.to}/{shown.value}" if text and field.to != "org_unit" else None
        fields.append(
            {
                "label": translate(field.label), "text": text, "masked": shown.masked, "url": url,
                "empty": not text, "wide": isinstance(field, LongText),
            }
        )  # fmt: skip
    # A section that was not asked for has nothing to show.
    if section.when and all(field["empty"] for field in fields):
        fields = []
    return {"id": f"s{number}", "title": translate(section.title), "fields": fields}


def _sub_tables(record: Record) -> list[dict[str, Any]]:
    tables = []
    for name, field in record.entity.sub_rows.items():
        shown = record.shown.value(name)
        if shown is None or not shown.rows:
            continue
        tables.append(
            {
                "title": translate(field.label),
                "columns": [translate(inner.label) for inner in field.fields],
                "rows": [
                    [{"text": cell.text, "masked": cell.masked} for cell in row.values()]
                    for row in shown.rows
                ],
            }
        )
    return tables


def related_entities(work: Work, name: str) -> list[tuple[str, str]]:
    """Entities with a link to this one that the actor may list by it, and the link's name."""
    return [
        (entity.name, field.name)
        for entity in work.book.catalogue.entities.values()
        for field in entity.fields.values()
        if isinstance(field, Link) and field.to == name and field.owner == CORE
        and work.access.may("list", entity.name)
        and work.access.level(entity, field.name) is Level.CLEAR
    ]  # fmt: skip


def _related(work: Work, record: Record) -> list[dict[str, Any]]:
    found = []
    for name, link in related_entities(work, record.entity.name):
        cls = work.book.tables.rows[name]
        query = select(func.count(cls.id)).where(
            getattr(cls, link) == record.row.id,
            cls.removed_at.is_(None),
            work.within(name, "list"),
        )
        count = work.session.scalar(query) or 0
        may_add = work.access.may("add", name, record.row.org_code)
        found.append(
            {
                "title": translate(work.entity(name).label),
                "count_text": str(count),
                "url": f"/desk/{record.entity.name}/{record.row.id}/related/{name}.{link}",
                "new_url": f"/desk/{name}/new?{link}={record.row.id}" if may_add else None,
            }
        )
    return found


def _actions(work: Work, record: Record, removed: bool) -> list[dict[str, Any]]:
    base = f"/desk/{record.entity.name}/{record.row.id}"
    wanted = (
        [("restore", _("Restore"), f"{base}/restore", "post", True, False)]
        if removed
        else [
            ("edit", _("Edit"), f"{base}/edit", "get", True, False),
            ("remove", _("Remove"), f"{base}/remove", "post", False, True),
        ]
    )
    return [
        {
            "label": label, "url": url, "method": method, "primary": primary, "danger": danger,
            "confirm": None,
        }
        for verb, label, url, method, primary, danger in wanted
        if work.access.may(verb, record.entity.name, record.row.org_code)
    ]  # fmt: skip


def _footer(record: Record) -> str:
    row = record.row
    return _(
        "Entered on %(created)s, last changed on %(updated)s",
        created=format_datetime(row.created_at, "yyyy-MM-dd HH:mm"),
        updated=format_datetime(row.updated_at, "yyyy-MM-dd HH:mm"),
    )


def history_entries(happenings: list[Happening]) -> list[dict[str, Any]]:
    """The record's history as its fragment shows it."""
    return [
        {
            "when": format_datetime(happening.audit.at, "yyyy-MM-dd HH:mm"),
            "who": happening.audit.actor_name,
            "action": translate(ACTIONS.get(happening.audit.action, happening.audit.action)),
            "changes": [
                {"label": label, "old": old, "new": new, "masked": masked}
                for label, old, new, masked in happening.changes
            ],
        }
        for happening in happenings
    ]
