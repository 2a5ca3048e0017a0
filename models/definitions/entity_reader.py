"""Reads an entity from its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.definitions.condition import read_expression
from models.definitions.entity import ROW_SCOPES, VERBS, Entity, ListLayout, RoleAccess, Section
from models.definitions.example_reader import read_examples
from models.definitions.field_reader import read_expressions, read_fields
from models.definitions.rule_reader import read_rules
from models.definitions.title import Title
from models.fields import Vocabulary
from models.source import Code, Cursor, Sentence, option
from models.source.cursor import MISSING_KEY

UNKNOWN_VERB = Code("definitions.E015", '"%(verb)s" is nothing a role may do')
UNKNOWN_ROWS = Code("definitions.E016", '"%(rows)s" is no way to choose rows')


@dataclass(frozen=True, kw_only=True)
class EntityHead:
    """The keys of an entity that are plain values."""

    entity: str = option(help="The name of the entity; the file is named for it.")
    label: str = option(help="What people read, in Chinese.")
    module: str = option("", help="The group of the menu it stands in.")
    title: str = option(help="How a record names itself: {name}.")
    located_by: str = option(help="The link that its org_code comes from.")
    locates: str = option("", help="The field that extends the org_code, for a unit of the tree.")


@dataclass(frozen=True, kw_only=True)
class SectionHead:
    """The keys of a section."""

    title: str = option(help="The heading, in Chinese.")
    fields: tuple[str, ...] = option(help="The fields, in their order.")
    when: str = option("", help="An expression: the section is asked for only when it holds.")


@dataclass(frozen=True, kw_only=True)
class ListHead:
    """The keys of a list's layout."""

    columns: tuple[str, ...] = option(help="The columns, in their order.")
    filters: tuple[str, ...] = option((), help="The filters, in their order.")
    sort: tuple[str, ...] = option((), help="The first order; -name sorts downwards.")


@dataclass(frozen=True, kw_only=True)
class AccessHead:
    """The keys of a role's access."""

    rows: str = option(help="all, own_unit or assigned.")
    may: tuple[str, ...] = option(help="The verbs: list, show, add, edit, remove, restore.")
    clear: tuple[str, ...] = option((), help="Masked fields that the role sees in clear.")
    hide: tuple[str, ...] = option((), help="Fields that the role does not see at all.")


NEEDED_PARTS = ("fields", "sections", "list", "access")
ENTITY_PARTS = ("fields", "sections", "rules", "list", "access", "examples")


def read_entity(cursor: Cursor, vocabularies: Mapping[str, Vocabulary]) -> Entity | None:
    """The entity of a file with the root key `entity`, or None if its head is wrong. What names
    what is not judged here: an overlay may still add to it."""
    head = cursor.options(EntityHead, called=Sentence("an entity"), also=ENTITY_PARTS)
    for part in NEEDED_PARTS:
        if not cursor.has(part):
            cursor.complain(MISSING_KEY, at="key", owner=Sentence("an entity"), key=part)
    if cursor.has("entity"):
        cursor.child("entity").check_name()
    fields = read_fields(cursor.child("fields"), vocabularies)
    sections = read_sections(cursor.child("sections"))
    rules = read_rules(cursor.child("rules"))
    layout = _read_list(cursor.child("list")) if cursor.has("list") else ListLayout(())
    access = _read_access(cursor.child("access"))
    examples = read_examples(cursor.child("examples"))
    if not {"entity", "label", "title", "located_by"} <= set(head):
        return None
    return Entity(
        name=str(head["entity"]),
        label=str(head["label"]),
        module=str(head.get("module", "")),
        title=Title(str(head["title"])),
        located_by=str(head["located_by"]),
        locates=str(head.get("locates", "")),
        fields=fields,
        sections=sections,
        rules=rules,
        list=layout,
        access=access,
        examples=examples,
        place=cursor.child("entity").place,
        conditions=read_expressions(cursor.child("fields"), fields, "when"),
        derivations=read_expressions(cursor.child("fields"), fields, "value"),
    )


def read_sections(cursor: Cursor) -> tuple[Section, ...]:
    """The sections of a list."""
    sections = []
    for item in cursor.items():
        given: dict[str, Any] = item.options(SectionHead, called=Sentence("a section"))
        when = read_expression(item.child("when"))
        sections.append(Section(given.get("title", ""), given.get("fields", ()), when))
    return tuple(sections)


def _read_list(cursor: Cursor) -> ListLayout:
    given: dict[str, Any] = cursor.options(ListHead, called=Sentence("a list"))
    return ListLayout(given.get("columns", ()), given.get("filters", ()), given.get("sort", ()))


def _read_access(cursor: Cursor) -> dict[str, RoleAccess]:
    access = {}
    for entry in cursor.entries():
        given: dict[str, Any] = entry.options(AccessHead, called=Sentence("a role's access"))
        rows, may = given.get("rows", "own_unit"), given.get("may", ())
        if rows not in ("", *ROW_SCOPES):
            entry.child("rows").complain(UNKNOWN_ROWS, near=ROW_SCOPES, of=rows, rows=rows)
        for number, verb in enumerate(may):
            if verb not in ("", *VERBS):
                item = entry.child("may", number)
                item.complain(UNKNOWN_VERB, near=VERBS, of=verb, verb=verb)
        access[entry.key] = RoleAccess(
            entry.key,
            rows,
            frozenset(may),
            frozenset(given.get("clear", ())),
            frozenset(given.get("hide", ())),
            entry.key_place,
        )
    return access
