"""Checks of fields: their links, the parts they are filled from, and their expressions."""

from collections.abc import Iterable, Mapping

from models.definitions.condition import check_condition, check_expression
from models.definitions.defaults import default_kinds
from models.definitions.entity import Entity
from models.definitions.link_step import follows
from models.definitions.unique import check_level
from models.definitions.unread import UnreadField
from models.expressions import Kind
from models.fields import Field, File, Link, OrgUnitLink, Photo, Point, RelatedCount, SubRows
from models.fields.file_kind import KINDS
from models.fields.levels import UNIT_LEVELS
from models.source import Code, Cursor, Refused

UNKNOWN_ENTITY = Code("definitions.E020", 'there is no entity "%(to)s" to link to')
WRONG_LEVEL = Code("definitions.E021", '"%(level)s" is not a level of units')
UNKNOWN_FIELD = Code("definitions.E024", '%(entity)s has no field "%(name)s"')
NO_SUCH_PART = Code("definitions.E028", '"%(part)s" is not a part of another field')
WRONG_DEFAULT = Code("definitions.E073", "this gives %(found)s, and the field takes %(wanted)s")
NOT_A_STEP = Code(
    "definitions.E156", '"%(name)s" is no other link of this entity to a record', "not such a link"
)
UNKNOWN_KIND = Code("definitions.E160", '"%(kind)s" is no kind of file')
NO_KIND = Code("definitions.E161", "a field of files takes at least one kind of file")
NOT_A_POINT = Code("definitions.E162", '"%(name)s" is no point of this entity')
NOT_COUNTED = Code("definitions.E074", '"%(of_)s" is no link of another entity to %(entity)s')
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
        _check_link(entry, entity, field, entities, unread)
        for inner in field.fields if isinstance(field, SubRows) else ():
            written = isinstance(field, SubRows) and field.written
            place = entry.child("fields", inner.name) if written else entry
            _check_target(place, inner, entities, unread)
        _check_part(entry, entity, field)
        if field.name in entity.conditions:
            check_condition(entry.child("when"), entity, entity.conditions[field.name])
        if field.name in entity.defaults:
            _check_default(entry.child("default"), entity, field)
        _check_steps(entry.child("default"), entity, field, entities, unread)
        if isinstance(field, RelatedCount):
            _check_counted(entry.child("of"), entity, field, entities, unread)
        if isinstance(field, File):
            _check_kinds(entry.child("kinds"), field)
        if isinstance(field, Photo) and field.position:
            _check_position(entry.child("position"), entity, field)
        check_level(entry.child("unique_within"), field.unique_within)
        if field.name in entity.derivations:
            expression = entity.derivations[field.name]
            check_expression(entry.child("value"), expression, entity.kinds)
            if any(field.name in entity.reads(name) for name in expression.names):
                entry.child("value").complain(CIRCULAR_DERIVED, name=field.name)


def _check_default(cursor: Cursor, entity: Entity, field: Field) -> None:
    kind = check_expression(cursor, entity.defaults[field.name], default_kinds(entity, field))
    if kind not in (None, Kind.ANY, field.expression_kind):
        cursor.complain(WRONG_DEFAULT, found=kind, wanted=field.expression_kind)


def _check_steps(
    cursor: Cursor,
    entity: Entity,
    field: Field,
    entities: Mapping[str, Entity],
    unread: frozenset[str],
) -> None:
    """Each step of a default must go through a link of this entity to a field that means the
    same."""
    for step in entity.steps.get(field.name, ()):
        link = entity.columns.get(step.link)
        if is_unread(entity.fields.get(step.link)):
            continue
        if not isinstance(link, Link) or link.to_system or link.name == field.name:
            cursor.complain(NOT_A_STEP, near=_links(entity), of=step.link, name=step.link)
        elif link.to in entities and link.to not in unread:
            source = entities[link.to].fields.get(step.field)
            if source is None:
                unknown_field(cursor, entities[link.to], step.field)
            elif not is_unread(source) and not is_unread(field) and not follows(source, field):
                cursor.complain(WRONG_DEFAULT, found=source.meaning, wanted=field.meaning)


def _links(entity: Entity) -> list[str]:
    return [n for n, f in entity.columns.items() if isinstance(f, Link) and not f.to_system]


def _check_counted(
    cursor: Cursor,
    entity: Entity,
    field: RelatedCount,
    entities: Mapping[str, Entity],
    unread: frozenset[str],
) -> None:
    counted, name = field.counted
    if counted in unread:
        return
    link = entities[counted].columns.get(name) if counted in entities else None
    if not isinstance(link, Link) or link.to != entity.name:
        near = [f"{e.name}.{f.name}" for e in entities.values() for f in e.columns.values()
                if isinstance(f, Link) and f.to == entity.name]  # fmt: skip
        cursor.complain(NOT_COUNTED, near=near, of=field.of, of_=field.of, entity=entity.name)


def _check_kinds(cursor: Cursor, field: File) -> None:
    for number, kind in enumerate(field.kinds):
        if kind not in ("", *KINDS):
            cursor.child(number).complain(UNKNOWN_KIND, near=KINDS, of=kind, kind=kind)
    if not field.kinds:
        cursor.complain(NO_KIND)


def _check_position(cursor: Cursor, entity: Entity, field: Photo) -> None:
    point = entity.fields.get(field.position)
    if not is_unread(point) and not (isinstance(point, Point) and point.entered):
        points = [n for n, f in entity.fields.items() if isinstance(f, Point)]
        cursor.complain(NOT_A_POINT, near=points, of=field.position, name=field.position)


def _check_link(
    cursor: Cursor,
    entity: Entity,
    field: Field,
    entities: Mapping[str, Entity],
    unread: frozenset[str],
) -> None:
    _check_target(cursor, field, entities, unread)
    if isinstance(field, Link) and not isinstance(field, OrgUnitLink):
        circle = _circle(entity, field, entities)
        if field.name != entity.located_by and circle:
            cursor.child("to").complain(CIRCULAR_LINKS, circle=" → ".join(circle))


def _check_target(
    cursor: Cursor, field: Field, entities: Mapping[str, Entity], unread: frozenset[str]
) -> None:
    if isinstance(field, OrgUnitLink):
        if field.level not in ("", *UNIT_LEVELS):
            level = cursor.child("level")
            level.complain(WRONG_LEVEL, near=UNIT_LEVELS, of=field.level, level=field.level)
    elif (
        isinstance(field, Link) and not field.to_system and field.to not in ("", *entities, *unread)
    ):
        cursor.child("to").complain(UNKNOWN_ENTITY, near=entities, of=field.to, to=field.to)


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


def unknown_field(cursor: Cursor, entity: Entity, name: str, at: str = "value") -> None:
    """Report that the entity has no field of this name."""
    if name:  # that nothing was written has been reported
        near = entity.fields
        cursor.complain(UNKNOWN_FIELD, at=at, near=near, of=name, name=name, entity=entity.name)
