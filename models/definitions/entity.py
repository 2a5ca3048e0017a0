"""An entity as defined: its fields, how they are laid out, what must hold, and who may do what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from models.definitions.title import Title
from models.expressions import Expression, Kind
from models.fields import CORE, Derived, Field, SubRows
from models.source import Place

VERBS = ("list", "show", "add", "edit", "remove", "restore")
# How rows are chosen for a role: every row; those under its unit; those assigned to its department
# within its unit. A grid worker's unit is the grid.
ROW_SCOPES = ("all", "own_unit", "assigned")
# Columns every row has beside its fields.
SYSTEM_NAMES = (
    "id", "version", "org_code", "ext", "created_at", "created_by",
    "updated_at", "updated_by", "removed_at", "parent_id", "position",
    "metadata", "registry",  # SQLAlchemy's own names in a mapped class
)  # fmt: skip
# Tables that every installation has; those of Flask-AppBuilder begin with ab_.
SYSTEM_TABLES = (
    "account", "account_role", "assignment", "audit",
    "county_field", "definition_version", "org_unit",
)  # fmt: skip
# System values that an expression may read.
READABLE_SYSTEM = {"org_code": Kind.TEXT}


@dataclass(frozen=True)
class Section:
    """A titled group of fields, asked for when its condition holds."""

    title: str
    fields: tuple[str, ...]
    when: Expression | None = None


@dataclass(frozen=True)
class Rule:
    """Either `require`: these fields must be filled when the condition holds; or `refuse`:
    when this holds, `message` is said at `field`."""

    require: tuple[str, ...] = ()
    when: Expression | None = None
    refuse: Expression | None = None
    message: str = ""
    field: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class ListLayout:
    """Columns, filters and the first order of the list. `-name` sorts downwards."""

    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoleAccess:
    """What a role may do with an entity: verbs, rows, fields seen in clear though masked for
    others, and fields not seen at all. A role without one may do nothing."""

    role: str
    rows: str
    may: frozenset[str]
    clear: frozenset[str]
    hide: frozenset[str]
    place: Place


@dataclass(frozen=True)
class Example:
    """A definition test: an entry, and what becomes of it."""

    given: Mapping[str, object]
    valid: bool
    hidden: frozenset[str] | None
    problems: Mapping[str, str] | None
    place: Place


@dataclass(frozen=True)
class Entity:
    """One entity. `located_by` is the link its org_code comes from; `locates` the field that
    extends that code, for an entity that is itself a unit of the tree (a grid)."""

    name: str
    label: str
    module: str
    title: Title
    located_by: str
    locates: str
    fields: Mapping[str, Field]
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]
    list: ListLayout
    access: Mapping[str, RoleAccess]
    place: Place
    examples: tuple[Example, ...] = ()
    conditions: Mapping[str, Expression] = field(default_factory=dict)
    derivations: Mapping[str, Expression] = field(default_factory=dict)

    @cached_property
    def stored(self) -> Mapping[str, Field]:
        """Fields with a value of their own in the row or in rows below it."""
        return {n: f for n, f in self.fields.items() if not isinstance(f, Derived)}

    @cached_property
    def columns(self) -> Mapping[str, Field]:
        """Core fields that are a column of the entity's table."""
        return {n: f for n, f in self.fields.items() if f.owner == CORE and f.storage() is not None}

    @cached_property
    def sub_rows(self) -> Mapping[str, SubRows]:
        """Fields kept in a table of their own."""
        return {n: f for n, f in self.fields.items() if isinstance(f, SubRows)}

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """What expressions may read, and its kind."""
        return {**{n: f.expression_kind for n, f in self.fields.items()}, **READABLE_SYSTEM}

    def conditions_of(self, name: str) -> tuple[Expression, ...]:
        """The conditions that must all hold for a field to be asked for."""
        found = [self.conditions[name]] if name in self.conditions else []
        found += [s.when for s in self.sections if name in s.fields and s.when]
        return tuple(found)

    def reads(self, name: str) -> frozenset[str]:
        """The fields whose values can be told from this one: itself, and what a derived value is
        worked out from, however far back."""
        found = {name}
        waiting = [name]
        while waiting:
            current = waiting.pop()
            expression = self.derivations.get(current)
            for source in expression.names if expression else ():
                if source not in found:
                    found.add(source)
                    waiting.append(source)
        return frozenset(found)
