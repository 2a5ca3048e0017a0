"""Checks of a core entity against the rest of the catalogue: everything that names something must
name something that is there."""

from collections.abc import Iterable, Mapping

from models.definitions.act_checks import check_acts
from models.definitions.entity import SYSTEM_TABLES, Entity, RoleAccess
from models.definitions.field_checks import check_fields, is_unread, unknown_field
from models.definitions.label_checks import Needed, Written, check_labels, rule_labels
from models.definitions.layout_checks import check_rules, check_sections
from models.definitions.protection import check_protection
from models.definitions.role import Role
from models.definitions.shared_lists import NOT_FILTERABLE, check_shared_lists
from models.definitions.unique import NOT_UNIQUE_FIELD, check_level
from models.fields import AccountLink, Date, Field, Link
from models.source import Code, Cursor

NOT_LOCATING = Code(
    "definitions.E022",
    "located_by must name a required link of this entity that is asked for without a condition",
    "not such a link",
)
CIRCULAR = Code("definitions.E023", "located_by goes in a circle: %(circle)s")
IN_NO_SECTION = Code("definitions.E026", '"%(name)s" stands in no section', "nobody will see it")
UNKNOWN_ROLE = Code("definitions.E027", 'there is no role "%(role)s"')
NOT_MASKED = Code(
    "definitions.E029", '"%(name)s" is not masked, so nobody needs it in clear', "not masked"
)
NOT_SORTABLE = Code("definitions.E062", 'a list cannot be sorted by "%(name)s"')
CANNOT_LOCATE = Code(
    "definitions.E065",
    "locates must name a required text field that is asked for without a condition",
)
UNTIL_NO_DATE = Code("definitions.E044", "until must name a date of this entity", "not a date")
NOT_COMPARED = Code("definitions.E093", 'records cannot be told to be alike by "%(name)s"')
UNTIL_WHAT = Code("definitions.E045", "only a tag has an until", "there is no tag")
CIRCULAR_TITLES = Code("definitions.E046", "titles name each other in a circle: %(circle)s")
TAKEN = Code("definitions.E072", 'the table "%(table)s" is there already', "taken")


def check_entity(
    cursor: Cursor,
    entity: Entity,
    entities: Mapping[str, Entity],
    roles: Mapping[str, Role] | None,
    unread: frozenset[str] = frozenset(),
) -> None:
    """Report every name of a core entity that names nothing. `roles` is None, and `unread` holds
    entities, whose files could not be read: what names them is not judged."""
    _check_tables(cursor, entity, entities)
    _check_location(cursor, entity, entities)
    _check_title(cursor.child("title"), entity, entities)
    _check_until(cursor.child("until"), entity)
    _check_list(cursor.child("list"), entity)
    check_shared_lists(cursor.child("list", "saved"), entity, entities, unread)
    for access in entity.access.values():
        _check_access(cursor.child("access", access.role), entity, access, roles)
    check_fields(cursor.child("fields"), entity, entity.fields.values(), entities, unread)
    check_sections(cursor.child("sections"), entity, entity.sections, {})
    if cursor.has("sections"):
        _check_every_field_stands(cursor, entity)
    check_rules(cursor.child("rules"), entity, entity.rules)
    _check_uniques(cursor.child("unique"), entity)
    _check_alike(cursor.child("alike"), entity)
    check_acts(cursor.child("acts"), entity, entities, unread)
    check_protection(cursor, entity, entities)
    check_labels(entity, *_labels(cursor, entity))


def _check_title(cursor: Cursor, entity: Entity, entities: Mapping[str, Entity]) -> None:
    for name in entity.title.names:
        if name not in entity.fields:
            unknown_field(cursor, entity, name)
    circle = _title_circle([entity.name], entities)
    if circle:
        cursor.complain(CIRCULAR_TITLES, circle=" → ".join(circle))


def _title_circle(way: list[str], entities: Mapping[str, Entity]) -> list[str]:
    """The way of links in titles that leads back to where it began; empty if none does."""
    entity = entities.get(way[-1])
    for name in entity.title.names if entity else ():
        field = entity.fields.get(name) if entity else None
        if not isinstance(field, Link) or field.to in way[1:]:
            continue
        if field.to == way[0]:
            return [*way, field.to]
        circle = _title_circle([*way, field.to], entities)
        if circle:
            return circle
    return []


def _check_uniques(cursor: Cursor, entity: Entity) -> None:
    for item, unique in zip(cursor.items(), entity.together, strict=True):
        check_level(item.child("within"), unique.within)
        for number, name in enumerate(unique.fields):
            field = entity.fields.get(name)
            if field is None:
                unknown_field(item.child("fields", number), entity, name)
            elif not is_unread(field) and not (field.filters and name in entity.columns):
                item.child("fields", number).complain(NOT_UNIQUE_FIELD, name=name)


def _check_alike(cursor: Cursor, entity: Entity) -> None:
    for number, name in enumerate(entity.alike):
        field = entity.fields.get(name)
        if field is None:
            unknown_field(cursor.child(number), entity, name)
        elif not is_unread(field) and not (field.entered and name in entity.columns):
            cursor.child(number).complain(NOT_COMPARED, name=name)


def _check_until(cursor: Cursor, entity: Entity) -> None:
    if not entity.until:
        return
    if not entity.tag:
        cursor.complain(UNTIL_WHAT, at="key")
    field = entity.fields.get(entity.until)
    if not is_unread(field) and not isinstance(field, Date):
        cursor.complain(UNTIL_NO_DATE, near=entity.fields, of=entity.until)


def _check_tables(cursor: Cursor, entity: Entity, entities: Mapping[str, Entity]) -> None:
    if entity.name in SYSTEM_TABLES or entity.name.startswith("ab_"):
        cursor.child("entity").complain(TAKEN, table=entity.name)
    for name, field in entity.sub_rows.items():
        table = f"{entity.name}_{name}"
        if table in entities or table in SYSTEM_TABLES:
            see = entities[table].place if table in entities else None
            cursor.child("fields", field.name).complain(TAKEN, at="key", see=see, table=table)


def _check_location(cursor: Cursor, entity: Entity, entities: Mapping[str, Entity]) -> None:
    link = entity.fields.get(entity.located_by)
    if is_unread(link):
        return
    if (
        not isinstance(link, Link)
        or isinstance(link, AccountLink)
        or not _always_filled(entity, link)
    ):
        cursor.child("located_by").complain(NOT_LOCATING, near=entity.fields, of=entity.located_by)
        return
    own = entity.fields.get(entity.locates)
    if entity.locates and not is_unread(own) and not _can_locate(entity, own):
        cursor.child("locates").complain(CANNOT_LOCATE, near=entity.fields, of=entity.locates)
    _check_circle(cursor, entity, link, entities)


def _can_locate(entity: Entity, field: Field | None) -> bool:
    return field is not None and field.type == "text" and _always_filled(entity, field)


def _always_filled(entity: Entity, field: Field) -> bool:
    return field.required and not entity.conditions_of(field.name)


def _check_circle(
    cursor: Cursor, entity: Entity, link: Field | None, entities: Mapping[str, Entity]
) -> None:
    circle = [entity.name]
    while isinstance(link, Link) and link.to in entities and circle.count(link.to) < 2:
        circle.append(link.to)
        if link.to == entity.name:
            cursor.child("located_by").complain(CIRCULAR, circle=" → ".join(circle))
            return
        above = entities[link.to]
        link = above.fields.get(above.located_by)


def _check_list(cursor: Cursor, entity: Entity) -> None:
    for number, name in enumerate(entity.list.columns):
        if name not in (*entity.fields, "updated_at"):
            unknown_field(cursor.child("columns", number), entity, name)
    for number, name in enumerate(entity.list.filters):
        item = cursor.child("filters", number)
        if name not in entity.fields:
            unknown_field(item, entity, name)
        elif not entity.fields[name].filters:
            item.complain(NOT_FILTERABLE, name=name)
    for number, name in enumerate(entity.list.sort):
        item = cursor.child("sort", number)
        plain = name.removeprefix("-")
        if plain not in (*entity.fields, "updated_at", "org_code"):
            unknown_field(item, entity, plain)
        elif plain in entity.fields and not _sortable(entity, plain):
            item.complain(NOT_SORTABLE, name=plain)


def _sortable(entity: Entity, name: str) -> bool:
    field = entity.columns.get(name)
    return field is not None and field.sortable


def _check_access(
    cursor: Cursor, entity: Entity, access: RoleAccess, roles: Mapping[str, Role] | None
) -> None:
    if roles is not None and access.role not in roles:
        cursor.complain(UNKNOWN_ROLE, at="key", near=roles, of=access.role, role=access.role)
    for part in ("clear", "hide"):
        for number, name in enumerate(cursor.child(part).texts()):
            item = cursor.child(part, number)
            if name not in entity.fields:
                unknown_field(item, entity, name)
            elif part == "clear" and not _has_mask(entity.fields[name]):
                item.complain(NOT_MASKED, name=name)


def _has_mask(field: Field) -> bool:
    return field.is_masked or any(inner.is_masked for inner in getattr(field, "fields", ()))


def _check_every_field_stands(cursor: Cursor, entity: Entity) -> None:
    standing = {name for section in entity.sections for name in section.fields}
    for name in entity.fields:
        if name not in standing:
            cursor.child("fields", name).complain(IN_NO_SECTION, at="key", name=name)


def _labels(cursor: Cursor, entity: Entity) -> tuple[Iterable[Written], Iterable[Needed]]:
    conditions, needed = rule_labels(cursor.child("rules"), entity.rules)
    for name, expression in entity.conditions.items():
        conditions.append((cursor.child("fields", name, "when"), expression))
    for number, section in enumerate(entity.sections):
        if section.when:
            conditions.append((cursor.child("sections", number, "when"), section.when))
    for name, field in entity.fields.items():
        if field.required:
            needed.append((cursor.child("fields", name, "required"), name))
    return conditions, needed
