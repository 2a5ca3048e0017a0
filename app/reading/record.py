"""One record as an actor may see it, with its path, its linked records, and its history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.access import Denied, Level, Shown
from app.actions.work import NotFound, Work
from app.reading.files import file_names, stored_files
from app.reading.related_counts import related_counts
from app.reading.titles import Step, titles, unit_path
from models.definitions import Entity
from models.fields import Field, Files, Link, SubRows
from models.fields.field import Translate
from models.source import Refused
from models.tables.audit import Audit
from models.tables.stored_file import StoredFile


@dataclass(frozen=True)
class Record:
    """A row, what is shown of it, titles of linked records by field, and the units above it."""

    entity: Entity
    row: Any
    shown: Shown
    linked: Mapping[str, str]
    path: list[Step]
    # Titles of the records that rows link to, by field, column and id.
    row_links: Mapping[tuple[str, str], Mapping[int, str]] = field(default_factory=dict)
    # Files by field and key, of the fields that are seen in clear.
    files: Mapping[str, Mapping[str, StoredFile]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """How the record names itself to its reader."""
        return self.shown.title(self.linked)


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
    counts = related_counts(work, entity, [row.id], entity.fields).get(row.id, {})
    values = {**work.values(entity, row), **counts}
    shown = Shown(work.access, entity, row.org_code, values, work.today, translate)
    linked, row_links, files = {}, {}, {}
    for item in entity.fields.values():
        value = shown.value(item.name)
        if isinstance(item, Link) and value and value.value is not None:
            found = titles(work, item, [value.value], translate)
            linked[item.name] = found.get(value.value, "")
        if isinstance(item, Files) and value and not value.masked:
            files[item.name] = stored_files(work, value.value or ())
        if isinstance(item, SubRows) and value and value.rows:
            for inner in item.fields:
                if isinstance(inner, Link):
                    ids = [row[inner.name].value for row in value.rows]
                    row_links[item.name, inner.name] = titles(
                        work, inner, ids, translate, ended=not item.entered
                    )
    path = unit_path(work, row.org_code)
    return Record(entity, row, shown, linked, path, row_links, files)


def find_file(record: Record, name: str, key: str) -> StoredFile:
    """A file of the record. Raises NotFound, alike for a field that is not there, hidden or masked,
    and for a key that the record does not name."""
    file = record.files.get(name, {}).get(key)
    if file is None:
        raise NotFound
    return file


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
    for name, pair in audit.changes.items():
        item = record.entity.fields.get(name)
        level = record.shown.level(name) if item else Level.HIDDEN
        if item is None or level is Level.HIDDEN:
            continue
        old, new = (_told(work, item, stored, level, translate) for stored in pair)
        found.append((translate(item.label), old, new, level is Level.MASKED))
    return found


def _told(work: Work, item: Field, stored: object, level: Level, translate: Translate) -> str:
    """A value of the history, as its reader may see it today."""
    try:
        value = item.parse(stored)
    except Refused:
        value = None
    if value is None:
        return ""
    if level is Level.MASKED:
        return "****" if isinstance(item, SubRows) else item.masked(value)
    if isinstance(item, Link):
        return titles(work, item, [value], translate).get(value, "—")
    if isinstance(item, Files):
        return file_names(work, value)
    first = item.fields[0] if isinstance(item, SubRows) and item.fields else None
    if isinstance(first, Link):
        ids = [row[first.name] for row in value]
        named = titles(work, first, ids, translate, ended=not item.entered)
        return "; ".join(named.get(i, "—") for i in ids if i is not None)
    return item.display(value, translate)
