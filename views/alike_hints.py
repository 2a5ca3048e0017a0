"""What a form says of records that may be the one being entered."""

from typing import Any

from sqlalchemy import select

from app.actions import Work
from app.actions.alike import AlikeFound
from app.reading.titles import titles_of, unit_paths
from models.definitions import Entity
from views.current import translate

ANOTHER = "another"  # the input by which whoever enters says that it is another


def alike_hints(work: Work, entity: Entity, found: AlikeFound) -> list[dict[str, Any]]:
    """The records: title, address and place of each."""
    cls = work.book.tables.rows[entity.name]
    rows = list(work.session.scalars(select(cls).where(cls.id.in_(found.row_ids))))
    named = titles_of(work, entity.name, rows, translate)
    paths = unit_paths(work, {row.org_code for row in rows})
    return [
        {
            "title": named[row.id],
            "url": f"/desk/{entity.name}/{row.id}",
            "path": " / ".join(step.name for step in paths[row.org_code]),
        }
        for row in rows
    ]
