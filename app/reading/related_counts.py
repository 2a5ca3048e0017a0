"""Numbers of related records, a page at a time."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select

from app.access import Level
from app.actions.work import Work
from models.definitions import Entity
from models.fields import RelatedCount


def related_counts(
    work: Work, entity: Entity, ids: Iterable[int], names: Iterable[str]
) -> Mapping[int, Mapping[str, int]]:
    """For each record, the fields among `names` that count related records, as far as the actor
    may list those."""
    found: dict[int, dict[str, int]] = {row_id: {} for row_id in ids}
    for name in names:
        field = entity.fields.get(name)
        if not found or not isinstance(field, RelatedCount):
            continue
        if work.access.level(entity, name) is Level.HIDDEN:
            continue
        counted, link_name = field.counted
        cls = work.book.tables.rows[counted]
        link = getattr(cls, link_name)
        query = (
            select(link, func.count(cls.id))
            .where(link.in_(found), cls.removed_at.is_(None), work.within(counted, "list"))
            .group_by(link)
        )
        counts: dict[int, int] = {row[0]: row[1] for row in work.session.execute(query)}
        for row_id, numbers in found.items():
            numbers[name] = counts.get(row_id, 0)
    return found
