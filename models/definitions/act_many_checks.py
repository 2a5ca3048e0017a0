"""Checks of acts that make or join records: what is asked, copied, moved and kept."""

from collections.abc import Mapping

from models.definitions.act import Act
from models.definitions.entity import Entity
from models.definitions.field_checks import NOT_COUNTED, is_unread, unknown_field
from models.definitions.field_reader import Standing, may_stand
from models.fields import Field, Files, Link, Links
from models.source import Code, Cursor

NOT_MADE = Code("definitions.E152", '"%(name)s" cannot be entered for each of several records')
NOT_COPIED = Code("definitions.E153", '"%(name)s" cannot be the same in several records')
NEITHER = Code(
    "definitions.E154",
    '"%(name)s" must be filled, and is neither asked for nor copied',
    "of the new records",
)
NO_ORIGIN = Code(
    "definitions.E155",
    "%(key)s must name a read-only field of links to %(entity)s",
    "not such a field",
)


def check_many(
    cursor: Cursor,
    entity: Entity,
    act: Act,
    entities: Mapping[str, Entity],
    unread: frozenset[str],
) -> None:
    """Report what does not fit. Links of the entities `unread` are not judged."""
    if act.makes:
        _check_made(cursor, entity, act)
    if act.makes or act.joins:
        _check_moves(cursor.child("moves"), entity, act, entities, unread)
        for key, name in (("came_from", act.came_from), ("became", act.became)):
            field = entity.fields.get(name)
            if cursor.has(key) and not is_unread(field) and not _keeps_origin(entity, field):
                cursor.child(key).complain(
                    NO_ORIGIN, near=entity.sub_rows, of=name, key=f"{key}:", entity=entity.name
                )


def _check_made(cursor: Cursor, entity: Entity, act: Act) -> None:
    for number, name in enumerate(act.makes):
        field = entity.fields.get(name)
        if field is None:
            unknown_field(cursor.child("makes", number), entity, name)
        elif not is_unread(field) and not _can_be_asked(field):
            cursor.child("makes", number).complain(NOT_MADE, name=name)
    together = [set(unique.fields) for unique in entity.uniques]
    for number, name in enumerate(act.copies):
        field = entity.fields.get(name)
        if field is None:
            unknown_field(cursor.child("copies", number), entity, name)
        elif not is_unread(field) and (
            not field.entered
            or isinstance(field, Files)  # a file belongs to one record
            or any(all_ <= set(act.copies) for all_ in together if name in all_)
        ):
            cursor.child("copies", number).complain(NOT_COPIED, name=name)
    given = {*act.makes, *act.copies, *entity.defaults, *entity.steps}
    for name, field in entity.fields.items():
        told = field.from_.partition(".")[0] in given
        if field.required and name not in given and not told:
            cursor.child("makes").complain(NEITHER, at="key", name=name)


def _can_be_asked(field: Field) -> bool:
    return field.entered and may_stand(type(field), Standing.ROWS)


def _keeps_origin(entity: Entity, field: Field | None) -> bool:
    return isinstance(field, Links) and field.to == entity.name and not field.entered


def _check_moves(
    cursor: Cursor,
    entity: Entity,
    act: Act,
    entities: Mapping[str, Entity],
    unread: frozenset[str],
) -> None:
    for number, path in enumerate(act.moves):
        name, _, link = path.partition(".")
        field = entities[name].columns.get(link) if name in entities else None
        if name in unread or is_unread(field):
            continue
        if not isinstance(field, Link) or field.to != entity.name or not field.entered:
            near = [
                f"{e.name}.{f.name}"
                for e in entities.values()
                for f in e.columns.values()
                if isinstance(f, Link) and f.to == entity.name
            ]
            cursor.child(number).complain(
                NOT_COUNTED, near=near, of=path, of_=path, entity=entity.name
            )
