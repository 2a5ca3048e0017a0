"""The columns that an actor may have in a list: never a field that is hidden from the actor."""

from collections.abc import Iterable

from app.access import Level
from app.actions.work import Work
from models.definitions import Entity

# When a row was changed: it is in every row, and no field.
CHANGED = "updated_at"


def choosable(work: Work, entity: Entity) -> tuple[str, ...]:
    """Everything that a row of the list can show, but rows below it."""
    seen = (
        name
        for name in entity.fields
        if name not in entity.sub_rows and work.access.level(entity, name) > Level.HIDDEN
    )
    return (*seen, CHANGED)


def columns_of(work: Work, entity: Entity, *wishes: Iterable[str]) -> tuple[str, ...]:
    """The columns of the first wish of which any may be had, otherwise the definition's own. A
    field that is not there, or not any more, is left out: it is no mistake of whoever kept it."""
    known = frozenset(choosable(work, entity))
    for wish in (*wishes, entity.list.columns):
        found = tuple(name for name in dict.fromkeys(wish) if name in known)
        if found:
            return found
    return (CHANGED,)
