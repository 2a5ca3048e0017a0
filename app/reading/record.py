"""One record as an actor may see it, with its path, its linked records, and its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.access import Denied, Level, Shown
from app.actions.work import NotFound, Work
from app.reading.titles import Step, titles, unit_path
from models.definitions import Entity
from models.fields import Link, SubRows
from models.fields.field import Translate
from models.source import Refused
from models.tables.audit import Audit


@dataclass(frozen=True)
class Record:
    """A row, what is shown of it, titles of linked records by field, and the units above it."""

    entity: Entity
    row: Any
    shown: Shown
    linked: Mapping[str, str]
    path: list[Step]


def read_record(
    work: Work, name: str, row_id: int, *, removed: bool = False, translate: Translate = str
) -> Record:
    """Read a record. Raises Denied if no post may show it, NotFound if it is not to be seen."""
    verdict = work.access.may("show", name)
    if not verdict:
        raise Denied(verdict)
    row = work.row(name, row_id, removed=removed)
    verbs = ("show",) if row.removed_at is None else ("show", "restore")
    if not all(work.covers(verb, name, row) for verb in verbs):
        raise NotFound
    entity = work.entity(name, row.org_code)
    values = work.values(entity, row)
    shown = Shown(work.access, entity, row.org_code, values, work.today, translate)
    linked = {}
    for field in entity.fields.values():
        value = shown.value(field.name) if isinstance(field, Link) else None
        if isinstance(field, Link) and value and value.value is not None:
            found = titles(work, field, [value.value], translate)
            linked[field.name] = found.get(value.value, "")
    return Record(entity, row, shown, linked, unit_path(work, row.org_code))


@dataclass(frozen=True)
class Happening:
    """One entry of a record's history: who did what when, and the fields' old and new text."""

    audit: Audit
    changes: list[tuple[str, str, str, bool]]  # label, old, new, masked


def read_history(
    work: Work, record: Record, *, limit: int = 50, translate: Translate = str
) -> list[Happening]:
    """The newest acts on a record. Values are shown under the reader's present rights."""
    query = (
        select(Audit)
        .where(Audit.entity == record.entity.name, Audit.row_id == record.row.id)
        .order_by(Audit.id.desc())
        .limit(limit)
    )
    return [
        Happening(audit, _changes(work, record, audit, translate))
        for audit in work.session.scalars(query)
    ]


def _changes(
    work: Work, record: Record, audit: Audit, translate: Translate
) -> list[tuple[str, str, str, bool]]:
    found = []
    for name, (old, new) in audit.changes.items():
        field = record.entity.fields.get(name)
        level = record.shown.level(name) if field else Level.HIDDEN
        if field is None or level is Level.HIDDEN:
            continue
        texts = []
        for stored in (old, new):
            try:
                value = field.parse(stored)
            except Refused:
                value = None
            if value is None:
                texts.append("")
            elif level is Level.MASKED:
                texts.append("****" if isinstance(field, SubRows) else field.masked(value))
            elif isinstance(field, Link):
                texts.append(titles(work, field, [value], translate).get(value, "—"))
            else:
                texts.append(field.display(value, translate))
        found.append((translate(field.label), texts[0], texts[1], level is Level.MASKED))
    return found
