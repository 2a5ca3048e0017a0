"""Checks of acts: the fields they ask for and set, and the expressions they set them to."""

from collections.abc import Mapping

from models.definitions.act import DAY, Act
from models.definitions.act_many_checks import check_many
from models.definitions.condition import check_condition, check_expression
from models.definitions.entity import READABLE_SYSTEM, Entity
from models.definitions.field_checks import WRONG_DEFAULT, is_unread, unknown_field
from models.expressions import Kind
from models.source import Code, Cursor

NOT_SETTABLE = Code("definitions.E077", '"%(name)s" holds no value that an act could set')
ASKED_AND_SET = Code("definitions.E078", '"%(name)s" is asked for as well', "once is enough")


def check_acts(
    cursor: Cursor, entity: Entity, entities: Mapping[str, Entity], unread: frozenset[str]
) -> None:
    """Report what the acts name that is not there, and what does not fit."""
    for act in entity.acts.values():
        entry = cursor.child(act.name)
        for number, name in enumerate(act.ask):
            _check_name(entry.child("ask", number), entity, name)
        if act.when:
            check_condition(entry.child("when"), entity, act.when)
        for item in entry.child("set").entries():
            _check_set(item, entity, act)
        check_many(entry, entity, act, entities, unread)


def _check_set(item: Cursor, entity: Entity, act: Act) -> None:
    _check_name(item, entity, item.key, at="key")
    if item.key in act.ask:
        item.complain(ASKED_AND_SET, at="key", name=item.key)
    field = entity.fields.get(item.key)
    if item.key not in act.set or field is None or is_unread(field) or not field.kept:
        return
    kinds = {name: kind for name, kind in entity.kinds.items() if name not in READABLE_SYSTEM}
    kind = check_expression(item, act.set[item.key], {**kinds, DAY.name: Kind.DATE})
    if kind not in (None, Kind.ANY, Kind.NULL, field.expression_kind):
        item.complain(WRONG_DEFAULT, found=kind, wanted=field.expression_kind)


def _check_name(cursor: Cursor, entity: Entity, name: str, at: str = "value") -> None:
    field = entity.fields.get(name)
    if field is None:
        if at == "key":
            cursor.complain(NOT_SETTABLE, at="key", near=entity.stored, of=name, name=name)
        else:
            unknown_field(cursor, entity, name)
    elif not is_unread(field) and not field.kept:
        cursor.complain(NOT_SETTABLE, at=at, name=name)
