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
        settable = field.entered or name in also
        if field.kept and not settable and not _as_it_is(field, raw, before.get(name)):
            problems.append(Problem(READ_ONLY, FieldPlace((name,))))
            continue
        level = access.level(entity, name, org_code)
        old = before.get(name)
        if level is Level.HIDDEN:
            problems.append(Problem(UNKNOWN_FIELD, FieldPlace((name,)), {"name": name}))
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


def _as_it_is(field: Field, raw: object, old: object) -> bool:
    """Whether an entry only repeats what stands there, as a program that sends everything does."""
    try:
        return bool(field.parse(raw) == old) or (old is not None and raw == field.masked(old))
    except Refused:
        return False
