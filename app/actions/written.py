"""What an actor may write of an entry: fields that are hidden from the actor do not exist, and
what was shown masked is never written back."""

from collections.abc import Mapping
from typing import Any

from app.access import Access, Level
from models.definitions import Entity
from models.definitions.entry import UNKNOWN_FIELD
from models.fields import Field, Files, SubRows
from models.source import Code, FieldPlace, Problem, Refused

MASKED_ROWS = Code(
    "actions.E003", "you see these rows masked, so they stay as they are; ask someone who sees them"
)
MASKED_FILES = Code(
    "actions.E011",
    "you see only how many files there are, so they stay as they are; ask someone who sees them",
)
READ_ONLY = Code("actions.E007", "this is not entered; leave it out")


def writable(
    access: Access,
    entity: Entity,
    given: Mapping[str, object],
    before: Mapping[str, Any],
    org_code: str | None,
    *,
    also: frozenset[str] = frozenset(),
) -> tuple[dict[str, object], list[Problem]]:
    """The part of `given` that counts, and problems for what the actor may not write. `also` are
    fields that are entered here though nobody types them otherwise."""
    taken: dict[str, object] = {}
    problems = []
    for name, raw in given.items():
        field = entity.fields.get(name)
        if field is None:
            taken[name] = raw
            continue
        # The level first: what is compared with a value that is not seen tells the value.
        level = access.level(entity, name, org_code)
        old = before.get(name)
        settable = field.entered or name in also
        if level is Level.HIDDEN:
            problems.append(Problem(UNKNOWN_FIELD, FieldPlace((name,)), {"name": name}))
        elif field.kept and not settable and not _as_it_is(field, raw, old, level):
            problems.append(Problem(READ_ONLY, FieldPlace((name,))))
        elif level is Level.MASKED and old and isinstance(field, SubRows):
            problems.append(Problem(MASKED_ROWS, FieldPlace((name,))))
        elif level is Level.MASKED and isinstance(field, Files):
            if raw not in (None, "", "" if old is None else field.masked(old)):
                problems.append(Problem(MASKED_FILES, FieldPlace((name,))))
        elif level is Level.MASKED and old is not None and raw in (field.masked(old), ""):
            continue
        else:
            taken[name] = raw
    return taken, problems


def _as_it_is(field: Field, raw: object, old: object, level: Level) -> bool:
    """Whether an entry only repeats what the actor is shown, as a program that sends everything
    does."""
    if level is Level.MASKED and old is not None:
        return not isinstance(field, SubRows) and raw == field.masked(old)
    try:
        return bool(field.parse(raw) == old)
    except Refused:
        return False
