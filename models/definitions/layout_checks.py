"""Checks of sections and rules: the fields they name and the conditions they stand under."""

from collections.abc import Iterable, Mapping

from models.definitions.condition import check_condition
from models.definitions.entity import Entity, Rule, Section
from models.definitions.field_checks import unknown_field
from models.definitions.rule_reader import written_rules
from models.source import Code, Cursor, Place

IN_TWO_SECTIONS = Code("definitions.E025", '"%(name)s" stands in two sections')


def check_sections(
    cursor: Cursor,
    entity: Entity,
    sections: Iterable[Section],
    standing: Mapping[str, Place | None],
) -> None:
    """Names and conditions of the sections listed here. `standing` are fields that stand in a
    section elsewhere, with their places."""
    seen = dict(standing)
    for number, section in enumerate(sections):
        item = cursor.child(number)
        for position, name in enumerate(section.fields):
            entry = item.child("fields", position)
            if name not in entity.fields:
                unknown_field(entry, entity, name)
            elif name in seen:
                entry.complain(IN_TWO_SECTIONS, see=seen[name], name=name)
            else:
                seen[name] = entry.place
        if section.when:
            check_condition(item.child("when"), entity, section.when)


def check_rules(cursor: Cursor, entity: Entity, rules: Iterable[Rule]) -> None:
    """Names and conditions of the rules listed here."""
    for item, rule in zip(written_rules(cursor), rules, strict=True):
        require = item.child("require")
        for number, name in enumerate(rule.require):
            if name not in entity.fields:
                one = isinstance(require.value, str)
                unknown_field(require if one else require.child(number), entity, name)
        if rule.field and rule.field not in entity.fields:
            unknown_field(item.child("field"), entity, rule.field)
        for key, expression in (("when", rule.when), ("refuse", rule.refuse)):
            if expression:
                check_condition(item.child(key), entity, expression)
