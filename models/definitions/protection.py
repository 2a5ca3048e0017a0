"""Protection follows a value: a field filled from another may be seen no more clearly than that."""

from collections.abc import Iterable, Mapping

from models.definitions.entity import Entity, RoleAccess
from models.definitions.field_level import Level
from models.definitions.link_step import LinkStep
from models.expressions import Expression
from models.fields import Link
from models.source import Code, Cursor

TELLS_MORE = Code(
    "definitions.E079",
    'this tells of "%(source)s", which %(role)s sees less of than of "%(name)s"',
    hint="mask or hide both alike",
)
OFFERED_WHEN = Code(
    "definitions.E080",
    'whether %(role)s is offered this tells of "%(source)s", which it does not see',
)


def check_defaults(
    cursor: Cursor, entity: Entity, names: Iterable[str], entities: Mapping[str, Entity]
) -> None:
    """Report the defaults of these fields, which stand under the cursor, that would show a role
    what it may not see."""
    for name in names:
        if name in entity.defaults:
            _check_copy(cursor.child(name, "default"), entity, name, entity.defaults[name])
        for step in entity.steps.get(name, ()):
            link = entity.fields.get(step.link)
            linked = entities.get(link.to) if isinstance(link, Link) else None
            if linked and step.field in linked.fields:
                _check_step(cursor.child(name, "default"), entity, name, step, linked)


def check_protection(cursor: Cursor, entity: Entity, entities: Mapping[str, Entity]) -> None:
    """Report every default and act of a core entity that would show a role what it may not see.
    What a field is worked out from, and not filled with once, protects itself: see
    `Entity.reads`."""
    check_defaults(cursor.child("fields"), entity, entity.fields, entities)
    for act in entity.acts.values():
        entry = cursor.child("acts", act.name)
        for name, expression in act.set.items():
            if name in entity.fields:
                _check_copy(entry.child("set", name), entity, name, expression)
        for role in entity.access.values() if act.when else ():
            source = _told(entity, role, act.when, Level.MASKED) if act.name in role.may else ""
            if source:
                entry.child("when").complain(OFFERED_WHEN, role=role.role, source=source)
                break


def _check_copy(cursor: Cursor, entity: Entity, name: str, expression: Expression) -> None:
    for role in entity.access.values():
        source = _told(entity, role, expression, _level(entity, role, name))
        if source and source != name:
            cursor.complain(TELLS_MORE, name=name, role=role.role, source=source)
            return


def _check_step(cursor: Cursor, entity: Entity, name: str, step: LinkStep, linked: Entity) -> None:
    for role in entity.access.values():
        there = linked.access.get(role.role)
        source = _level(linked, there, step.field) if there else Level.HIDDEN
        if source < _level(entity, role, name):
            cursor.complain(TELLS_MORE, name=name, role=role.role, source=str(step))
            return


def _told(entity: Entity, role: RoleAccess, expression: Expression | None, level: Level) -> str:
    """The first field read by the expression that the role sees less of than `level`."""
    names = sorted(expression.names) if expression else ()
    return next((name for name in names if _level(entity, role, name) < level), "")


def _level(entity: Entity, role: RoleAccess, name: str) -> Level:
    sources = [entity.fields[n] for n in entity.reads(name) if n in entity.fields]
    return min((role.level(field) for field in sources), default=Level.CLEAR)
