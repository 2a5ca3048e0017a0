"""What is known of files whose keys stand in values that an actor sees in clear; and the files that
a form names."""

from collections.abc import Iterable

from sqlalchemy import and_, or_, select

from app.actions.work import Work
from models.fields import Files
from models.tables.stored_file import StoredFile


def stored_files(work: Work, keys: Iterable[str]) -> dict[str, StoredFile]:
    """The files with these keys, in their order. The keys must come from values that the actor sees
    in clear."""
    keys = [*keys]
    if not keys:
        return {}
    query = select(StoredFile).where(StoredFile.key.in_(keys))
    found = {file.key: file for file in work.session.scalars(query)}
    return {key: found[key] for key in keys if key in found}


def file_names(work: Work, keys: Iterable[str]) -> str:
    """Their names, in one line."""
    return "、".join(file.name for file in stored_files(work, keys).values())


def own_files(
    work: Work, entity: str, field: Files, raw: object, row_id: int | None
) -> list[StoredFile]:
    """The files that a form names: those of the record, and those that the actor has handed in for
    it. Of other keys nothing is told."""
    keys = field.keys_in(raw)
    mine = and_(StoredFile.row_id.is_(None), StoredFile.account_id == work.access.actor.id)
    query = select(StoredFile).where(
        StoredFile.key.in_(keys),
        StoredFile.entity == entity,
        StoredFile.field == field.name,
        mine if row_id is None else or_(mine, StoredFile.row_id == row_id),
    )
    found = {file.key: file for file in work.session.scalars(query)}
    return [found[key] for key in keys if key in found]
