"""An entity as defined: its fields, how they are laid out, what must hold, and who may do what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from models.definitions.act import Act
from models.definitions.field_level import Level
from models.definitions.link_step import LinkStep
from models.definitions.title import Title
from models.definitions.unique import Unique, uniques_of_fields
from models.expressions import Expression, Kind
from models.fields import CORE, Field, SubRows
from models.source import Place

VERBS = ("list", "show", "add", "edit", "remove", "restore", "export")
# How rows are chosen for a role: every row; those under its unit; those assigned to its department
# within its unit. A grid worker's unit is the grid.
ROW_SCOPES = ("all", "own_unit", "assigned")
# Columns every row has beside its fields.
SYSTEM_NAMES = (
    "id", "version", "org_code", "ext", "created_at", "created_by",
    "updated_at", "updated_by", "removed_at", "parent_id", "position",
    "tags",  # the filter by what marks a record
    "act_day", "act_reason", "act_makes", "act_moves", "act_joins",
    "metadata", "registry",  # SQLAlchemy's own names in a mapped class
)  # fmt: skip
# Tables that every installation has; those of Flask-AppBuilder begin with ab_.
SYSTEM_TABLES = (
    "account", "account_role", "assignment", "audit", "broker_message",
    "county_field", "creation_key", "definition_version", "job", "numbering", "org_unit",
    "saved_list", "sought", "recent_record", "stored_file",
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
class SharedList:
    """A list that everybody finds under this label. `query` are parameters of the list's address
    with their values; only who may ask for all of them finds it."""

    label: str
    query: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ListLayout:
    """Columns, filters and the first order of the list. `-name` sorts downwards. `saved` are lists
    for everybody, by key."""

    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    saved: Mapping[str, SharedList] = field(default_factory=dict)


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

    def level(self, field: Field) -> Level:
        """How the role sees a field, apart from what that is worked out from."""
        if field.name in self.hide:
            return Level.HIDDEN
        masked = field.is_masked
        if isinstance(field, SubRows):
            masked = any(inner.is_masked for inner in field.fields)
        return Level.MASKED if masked and field.name not in self.clear else Level.CLEAR


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
    extends that code, for an entity that is itself a unit of the tree (a grid). A record of an
    entity with a `tag` marks the record it is located by with that word, up to the day in `until`.
    """

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
    next: str = ""  # 下一人
    retention: int = 0  # years after leaving the lists; 0: for ever
    tag: str = ""
    until: str = ""
    examples: tuple[Example, ...] = ()
    conditions: Mapping[str, Expression] = field(default_factory=dict)
    derivations: Mapping[str, Expression] = field(default_factory=dict)
    defaults: Mapping[str, Expression] = field(default_factory=dict)
    steps: Mapping[str, tuple[LinkStep, ...]] = field(default_factory=dict)
    together: tuple[Unique, ...] = ()
    alike: tuple[str, ...] = ()  # together they hint that a record was entered before
    acts: Mapping[str, Act] = field(default_factory=dict)

    @cached_property
    def uniques(self) -> tuple[Unique, ...]:
        """All that no two records may have in common."""
        return (*uniques_of_fields(self.fields), *self.together)

    @cached_property
    def stored(self) -> Mapping[str, Field]:
        """Fields with a value of their own in the row or in rows below it."""
        return {n: f for n, f in self.fields.items() if f.kept}

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
        readable = {
            n: f.expression_kind for n, f in self.fields.items() if f.kept or n in self.derivations
        }
        return {**readable, **READABLE_SYSTEM}

    @cached_property
    def asked_when(self) -> tuple[tuple[Expression, frozenset[str]], ...]:
        """Each condition, once, with the fields that are asked for only when it holds."""
        sections = [
            (s.when, frozenset(s.fields) & set(self.fields)) for s in self.sections if s.when
        ]
        fields = [
            (when, frozenset({name}))
            for name, when in self.conditions.items()
            if name in self.fields
        ]
        return (*sections, *fields)

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
