"""Lists that everybody finds above the list, as a definition says them: read, and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.definitions.entity import Entity, SharedList
from models.definitions.field_checks import is_unread, unknown_field
from models.fields import Link
from models.source import Code, Cursor, Refused, Sentence, nested, option

NOT_FILTERABLE = Code("definitions.E063", 'a list cannot be filtered by "%(name)s"')
NOT_ASKED = Code(
    "definitions.E085", '"%(value)s" is nothing that "%(name)s" could be filtered by', "no value"
)
NOT_RANGED = Code("definitions.E086", '"%(name)s" has no order to be bounded in', "no order")
# The filter by what a record is marked with.
_TAGS = "tags"
_BOUNDS = {"at_least": "gt", "at_most": "lt"}
_ENDINGS = {"at_least": "__from", "at_most": "__to"}


@dataclass(frozen=True, kw_only=True)
class SharedListHead:
    """The keys of a list for everybody."""

    label: str = option(help="What people read above the list, in Chinese.")
    where: Mapping[str, tuple[str, ...]] = nested(
        help="Values by field, of which any may hold; tags: names of the tags' entities."
    )
    at_least: Mapping[str, str] = nested(help="The smallest value, or the first day, by field.")
    at_most: Mapping[str, str] = nested(help="The largest value, or the last day, by field.")
    sort: str = option("", help="The order; -name sorts downwards.")
    columns: tuple[str, ...] = option((), help="The columns, in their order.")


def read_shared_lists(cursor: Cursor) -> dict[str, SharedList]:
    """What stands under `saved:`, by key."""
    found = {}
    for entry in cursor.entries():
        entry.check_key_is_name()
        given: dict[str, Any] = entry.options(SharedListHead, called=Sentence("a saved list"))
        query: dict[str, tuple[str, ...]] = {}
        for item in entry.child("where").entries():
            values = tuple(value.text() for value in item.items())
            query[item.key] = tuple(value for value in values if value)
        for bound, ending in _ENDINGS.items():
            for item in entry.child(bound).entries():
                query[item.key + ending] = (item.text(),)
        if given.get("sort"):
            query["sort"] = (given["sort"],)
        if given.get("columns"):
            query["columns"] = (",".join(given["columns"]),)
        found[entry.key] = SharedList(given.get("label", entry.key), query)
    return found


def check_shared_lists(
    cursor: Cursor,
    entity: Entity,
    entities: Mapping[str, Entity],
    unread: frozenset[str] = frozenset(),
) -> None:
    """Report what these lists name that is not there, and values that no filter takes. Tags of the
    entities `unread` are not judged."""
    for entry in cursor.entries():
        for item in entry.child("where").entries():
            if item.key == _TAGS:
                _check_tags(item, [*_marking(entity, entities), *unread])
            else:
                _check_values(item, entity, list(item.items()))
        for bound, operator in _BOUNDS.items():
            for item in entry.child(bound).entries():
                _check_values(item, entity, [item], operator)
        sort = str(entry.child("sort").value or "").removeprefix("-")
        if sort and sort not in (*entity.columns, "updated_at", "org_code"):
            unknown_field(entry.child("sort"), entity, sort)
        for number, name in enumerate(entry.child("columns").texts()):
            if name not in (*entity.fields, "updated_at"):
                unknown_field(entry.child("columns", number), entity, name)


def _check_values(item: Cursor, entity: Entity, values: list[Cursor], operator: str = "") -> None:
    field = entity.fields.get(item.key)
    if field is None:
        unknown_field(item, entity, item.key, at="key")
        return
    if is_unread(field):
        return
    known = [f.operator for f in field.filters]
    if not known:
        item.complain(NOT_FILTERABLE, at="key", name=item.key)
        return
    if operator and operator not in known:
        item.complain(NOT_RANGED, at="key", name=item.key)
        return
    for value in values:
        try:
            fits = field.sought(value.value, operator or known[0]) is not None
        except Refused:
            fits = False
        if not fits and value.value:
            value.complain(NOT_ASKED, value=value.value, name=item.key)


def _check_tags(item: Cursor, marking: list[str]) -> None:
    for value in item.items():
        name = str(value.value)
        if value.value and name not in marking:
            value.complain(NOT_ASKED, near=marking, of=name, value=name, name=_TAGS)


def _marking(entity: Entity, entities: Mapping[str, Entity]) -> list[str]:
    """The entities whose tags records of this one may bear."""
    return [
        one.name
        for one in entities.values()
        if one.tag
        and isinstance(link := one.fields.get(one.located_by), Link)
        and link.to == entity.name
    ]
