"""Checks of fields: their links, the parts they are filled from, and their expressions."""

from collections.abc import Iterable, Mapping

from models.definitions.condition import check_condition, check_expression
from models.definitions.entity import Entity
from models.definitions.levels import UNIT_LEVELS
from models.definitions.unread import UnreadField
from models.fields import Field, Link, OrgUnitLink, SubRows
from models.source import Code, Cursor, Refused

UNKNOWN_ENTITY = Code("definitions.E020", 'there is no entity "%(to)s" to link to')
WRONG_LEVEL = Code("definitions.E021", '"%(level)s" is not a level of units')
UNKNOWN_FIELD = Code("definitions.E024", '%(entity)s has no field "%(name)s"')
NO_SUCH_PART = Code("definitions.E028", '"%(part)s" is not a part of another field')
CIRCULAR_DERIVED = Code("definitions.E066", '"%(name)s" is worked out from itself')
CIRCULAR_LINKS = Code(
    "definitions.E068",
    "these required links go in a circle, so no first record could be entered: %(circle)s",
)
WRONG_PART = Code("definitions.E069", "a field of type %(type)s cannot be filled with %(part)s")


def check_fields(
    cursor: Cursor,
    entity: Entity,
    fields: Iterable[Field],
    entities: Mapping[str, Entity],
    unread: frozenset[str],
) -> None:
    """Links, parts and expressions of these fields, which stand under the cursor. Links to the
    entities `unread` are not judged."""
    for field in fields:
        entry = cursor.child(field.name)
        inner = field.fields if isinstance(field, SubRows) else ()
        for link in (field, *inner):
            place = entry if link is field else entry.child("fields", link.name)
            _check_link(place, entity, link, entities, unread)
        _check_part(entry, entity, field)
        if field.name in entity.conditions:
            check_condition(entry.child("when"), entity, entity.conditions[field.name])
        if field.name in entity.derivations:
            expression = entity.derivations[field.name]
            check_expression(entry.child("value"), expression, entity.kinds)
            if any(field.name in entity.reads(name) for name in expression.names):
                entry.child("value").complain(CIRCULAR_DERIVED, name=field.name)


def _check_link(
    cursor: Cursor,
    entity: Entity,
    field: Field,
    entities: Mapping[str, Entity],
    unread: frozenset[str],
) -> None:
    if isinstance(field, OrgUnitLink):
        if field.level not in ("", *UNIT_LEVELS):
            level = cursor.child("level")
            level.complain(WRONG_LEVEL, near=UNIT_LEVELS, of=field.level, level=field.level)
    elif isinstance(field, Link):
        if field.to not in ("", *entities, *unread):
            cursor.child("to").complain(UNKNOWN_ENTITY, near=entities, of=field.to, to=field.to)
        circle = _circle(entity, field, entities)
        if field.name != entity.located_by and circle:
            cursor.child("to").complain(CIRCULAR_LINKS, circle=" → ".join(circle))


def _circle(entity: Entity, field: Link, entities: Mapping[str, Entity]) -> list[str]:
    """The shortest way of required links from this one back to its entity; empty if none."""
    ways = (
        [[entity.name, field.to]] if field.required and not entity.conditions_of(field.name) else []
    )
    seen: set[str] = set()
    for way in ways:
        if way[-1] == entity.name:
            return way
        if way[-1] in seen or way[-1] not in entities:
            continue
        seen.add(way[-1])
        above = entities[way[-1]]
        ways.extend(
            [*way, link.to]
            for link in above.fields.values()
            if isinstance(link, Link) and link.required and not above.conditions_of(link.name)
        )
    return []


def _check_part(cursor: Cursor, entity: Entity, field: Field) -> None:
    if not field.from_:
        return
    name, _, part = field.from_.partition(".")
    source = entity.fields.get(name)
    if is_unread(source) or is_unread(field):
        return
    if source is None or part not in source.parts:
        parts = [f"{n}.{p}" for n, f in entity.fields.items() for p in f.parts]
        cursor.child("from").complain(NO_SUCH_PART, near=parts, of=field.from_, part=field.from_)
    elif not _takes(field, (source.parts[part](value) for value in source.samples.values())):
        cursor.child("from").complain(WRONG_PART, type=field.type, part=field.from_)


def _takes(field: Field, values: Iterable[object]) -> bool:
    try:
        return all(field.parse(value) == value for value in values)
    except Refused:
        return False


def is_unread(field: Field | None) -> bool:
    """Whether this only stands in for a field that could not be read."""
    return isinstance(field, UnreadField)


def unknown_field(cursor: Cursor, entity: Entity, name: str) -> None:
    """Report that the entity has no field of this name."""
    if name:  # that nothing was written has been reported
        cursor.complain(UNKNOWN_FIELD, near=entity.fields, of=name, name=name, entity=entity.name)
