"""The record page: 一房一档, 一人一档."""

from typing import Any

from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy import func, literal, select, union_all

from app.access import Level, ShownValue
from app.actions import Work
from app.reading import Record
from app.reading.record import Happening
from app.reading.tags import tag_entities, tags_of
from models.definitions import Entity, Section
from models.fields import CORE, Field, Files, Link, LongText, Polygon, SubRows
from models.source import N_
from views.act_page import act_buttons
from views.current import translate
from views.drawing import outline
from views.sent_files import size_text

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
        "title": record.title or translate(record.entity.label),
        "subtitle": path,
        "removed": removed,
        "actions": _actions(work, record, removed),
        "sections": [
            section
            for number, part in enumerate(record.entity.sections)
            if (section := _section(record, number, part))["fields"]
        ],
        "sub_tables": _sub_tables(record),
        "tags": _tags(work, record),
        "acts": act_buttons(work, record, removed),
        "new_tags": [] if removed else _new_tags(work, record),
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
            url = f"/desk/{field.to}/{shown.value}" if text and not field.to_system else None
        fields.append(
            {
                "label": translate(field.label), "text": text, "masked": shown.masked, "url": url,
                "empty": not text, "wide": isinstance(field, LongText | Polygon | Files),
                "drawing": outline(shown.value) if _is_drawn(field, shown) else None,
                "files": _files(record, name),
            }
        )  # fmt: skip
    # A section that was not asked for has nothing to show.
    if section.when and all(field["empty"] for field in fields):
        fields = []
    return {"id": f"s{number}", "title": translate(section.title), "fields": fields}


def _files(record: Record, name: str) -> list[dict[str, Any]]:
    """Files that can be opened, photos with a small picture."""
    base = f"/desk/{record.entity.name}/{record.row.id}/files/{name}"
    return [
        {
            "name": file.name,
            "size": size_text(file.size),
            "url": f"{base}/{key}",
            "small": f"{base}/{key}/small" if file.width else None,
        }
        for key, file in record.files.get(name, {}).items()
    ]


def _is_drawn(field: Field, shown: ShownValue) -> bool:
    return isinstance(field, Polygon) and shown.value is not None


def _sub_tables(record: Record) -> list[dict[str, Any]]:
    tables = []
    for name, field in record.entity.sub_rows.items():
        shown = record.shown.value(name)
        if shown is None or not shown.rows:
            continue
        rows = [
            [_row_cell(record, name, column, cell) for column, cell in row.items()]
            for row in shown.rows
        ]
        if not field.entered:  # where a record came from: what its reader does not see is not told
            rows = [row for row in rows if any(cell["text"] for cell in row)]
        if not rows:
            continue
        tables.append(
            {
                "title": translate(field.label),
                "columns": [translate(inner.label) for inner in field.fields],
                "rows": rows,
            }
        )
    return tables


def _row_cell(record: Record, name: str, column: str, cell: ShownValue) -> dict[str, Any]:
    if not isinstance(cell.field, Link):
        return {"text": cell.text, "masked": cell.masked, "url": None}
    text = record.row_links.get((name, column), {}).get(cell.value, "")
    url = f"/desk/{cell.field.to}/{cell.value}" if text and not cell.field.to_system else None
    return {"text": text, "masked": False, "url": url}


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


def _tags(work: Work, record: Record) -> list[dict[str, str]]:
    """What marks the record, each with the way to what it says."""
    found = tags_of(work, record.entity.name, [record.row.id]).get(record.row.id, [])
    return [
        {"text": translate(tag.word), "url": f"/desk/{tag.entity}/{tag.row_id}"} for tag in found
    ]


def _new_tags(work: Work, record: Record) -> list[dict[str, str]]:
    """The marks that the reader may set here."""
    return [
        {
            "text": translate(entity.tag),
            "url": f"/desk/{entity.name}/new?{entity.located_by}={record.row.id}",
        }
        for entity in tag_entities(work, record.entity.name, "add")
        if work.access.may("add", entity.name, record.row.org_code)
    ]


def _related(work: Work, record: Record) -> list[dict[str, Any]]:
    """Lists of what links to the record. A tag nobody set has none: it is set from the menu."""
    found = related_entities(work, record.entity.name)
    counts = _counts(work, record, found)
    shown = []
    for name, link in found:
        entity = work.entity(name, record.row.org_code)
        if entity.tag and not counts[name, link]:
            continue
        fields = [field for field in entity.fields.values() if _links_here(field, record)]
        title = translate(entity.label)
        if len(fields) > 1:  # two ways to belong to the same record are told apart
            title = f"{title} ({translate(entity.fields[link].label)})"
        may_add = work.access.may("add", name, record.row.org_code)
        shown.append(
            {
                "title": title,
                "count_text": str(counts[name, link]),
                "url": f"/desk/{record.entity.name}/{record.row.id}/related/{name}.{link}",
                "new_url": f"/desk/{name}/new?{link}={record.row.id}" if may_add else None,
            }
        )
    return shown


def _links_here(field: Field, record: Record) -> bool:
    return isinstance(field, Link) and field.to == record.entity.name


def _counts(
    work: Work, record: Record, wanted: list[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """How many records link here by each link, as far as the reader may list them: one query."""
    queries = []
    for name, link in wanted:
        cls = work.book.tables.rows[name]
        queries.append(
            select(literal(name), literal(link), func.count(cls.id)).where(
                getattr(cls, link) == record.row.id,
                cls.removed_at.is_(None),
                work.within(name, "list"),
            )
        )
    if not queries:
        return {}
    rows = work.session.execute(union_all(*queries))
    return {(name, link): number for name, link, number in rows}


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


def history_entries(entity: Entity, happenings: list[Happening]) -> list[dict[str, Any]]:
    """The record's history as its fragment shows it."""
    return [
        {
            "when": format_datetime(happening.audit.at, "yyyy-MM-dd HH:mm"),
            "who": happening.audit.actor_name,
            "action": _action(entity, happening.audit.action),
            "day": happening.audit.on_day.isoformat() if happening.audit.on_day else "",
            "reason": happening.audit.reason,
            "changes": [
                {"label": label, "old": old, "new": new, "masked": masked}
                for label, old, new, masked in happening.changes
            ],
        }
        for happening in happenings
    ]


def _action(entity: Entity, action: str) -> str:
    act = entity.acts.get(action)
    return translate(act.label if act else ACTIONS.get(action, action))
