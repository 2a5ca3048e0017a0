"""What decides what is asked must be visible to whoever is asked, and so must what is to be
filled."""

from collections.abc import Iterable

from models.definitions.entity import Entity, Rule
from models.definitions.rule_reader import written_rules
from models.expressions import Expression
from models.source import Code, Cursor

READS_HIDDEN = Code(
    "definitions.E061",
    'this reads "%(name)s", which the role %(role)s may not see but would be asked about',
)
NEEDS_HIDDEN = Code(
    "definitions.E064",
    '"%(name)s" must be filled, but the role %(role)s may add and does not see it',
)

Written = tuple[Cursor, Expression]
Needed = tuple[Cursor, str]


def check_labels(entity: Entity, conditions: Iterable[Written], needed: Iterable[Needed]) -> None:
    """Report conditions that read, and required fields that are, hidden from a role that enters."""
    conditions, needed = list(conditions), list(needed)
    for access in entity.access.values():
        if access.may & {"add", "edit"}:
            for cursor, expression in conditions:
                read = {source for name in expression.names for source in entity.reads(name)}
                for name in sorted(read & access.hide):
                    cursor.complain(READS_HIDDEN, see=access.place, name=name, role=access.role)
        if "add" in access.may:
            for cursor, name in needed:
                if name in access.hide and name in entity.fields:
                    cursor.complain(NEEDS_HIDDEN, see=access.place, name=name, role=access.role)


def rule_labels(cursor: Cursor, rules: Iterable[Rule]) -> tuple[list[Written], list[Needed]]:
    """What the rules listed here read, and what they require."""
    conditions, needed = [], []
    for item, rule in zip(written_rules(cursor), rules, strict=True):
        for key, expression in (("when", rule.when), ("refuse", rule.refuse)):
            if expression:
                conditions.append((item.child(key), expression))
        needed += [(item.child("require"), name) for name in rule.require]
    return conditions, needed
