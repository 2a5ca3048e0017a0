"""Reads an entity from its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.definitions.act_reader import ActHead, read_acts
from models.definitions.condition import read_expression
from models.definitions.entity import ROW_SCOPES, VERBS, Entity, ListLayout, RoleAccess, Section
from models.definitions.example_reader import ExampleHead, read_examples
from models.definitions.field_reader import read_expressions, read_fields
from models.definitions.link_step import read_steps
from models.definitions.rule_reader import RuleHead, read_rules
from models.definitions.shared_lists import SharedListHead, read_shared_lists
from models.definitions.title import Title
from models.definitions.unique import UniqueHead, read_uniques
from models.fields import Field, Vocabulary
from models.source import Code, Cursor, Name, Sentence, nested, option

UNKNOWN_VERB = Code("definitions.E015", '"%(verb)s" is nothing a role may do')
UNKNOWN_ROWS = Code("definitions.E016", '"%(rows)s" is no way to choose rows')


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
    saved: Mapping[Name, SharedListHead] = nested(
        help="Lists that everybody finds above the list, by name."
    )


@dataclass(frozen=True, kw_only=True)
class AccessHead:
    """The keys of a role's access."""

    rows: str = option(
        help="Which records: all; those below its own_unit; or those assigned to its department.",
        one_of=ROW_SCOPES,
    )
    may: tuple[str, ...] = option(
        help="What it may do with them: verbs, and names of acts.", usual=VERBS
    )
    clear: tuple[str, ...] = option((), help="Masked fields that the role sees in clear.")
    hide: tuple[str, ...] = option((), help="Fields that the role does not see at all.")


@dataclass(frozen=True, kw_only=True)
class EntityHead:
    """The keys of an entity."""

    entity: Name = option(help="The name of the entity; the file is named for it.")
    label: str = option(help="What people read, in Chinese.")
    module: str = option("", help="The group of the menu it stands in.")
    title: str = option(help="How a record names itself: {name}.")
    located_by: str = option(help="The link that its org_code comes from.")
    locates: str = option("", help="The field that extends the org_code, for a unit of the tree.")
    next: str = option("", help="How the next record to be entered is called, in Chinese: 下一人.")
    retention: int = option(
        0,
        help="Years for which a record is kept after it left the lists; 0: for ever.",
        least=0,
        most=100,
    )
    tag: str = option(
        "", help="A word, in Chinese: the record that this one is located by is marked with it."
    )
    until: str = option("", help="For a tag: the date after which it marks nobody any more.")
    parts: tuple[str, ...] = nested(
        help="Parts that it shares with others: names of files in parts/."
    )
    fields: Mapping[Name, Field] = nested(help="What is recorded, by name.", required=True)
    sections: tuple[SectionHead, ...] = nested(
        help="How the form is laid out; every field stands in one section.", required=True
    )
    rules: tuple[RuleHead, ...] = nested(help="What must hold of an entry.")
    unique: tuple[UniqueHead, ...] = nested(help="What no two records may have in common.")
    alike: tuple[str, ...] = option(
        (), help="Fields that together hint that a record was entered before: the form asks."
    )
    acts: Mapping[Name, ActHead] = nested(help="What happens in the life of a record, by name.")
    list: ListHead = nested(help="How the list is laid out.", required=True)
    access: Mapping[str, AccessHead] = nested(
        help="Who may do what, by role. A role that is not named may do nothing.", required=True
    )
    tags: Mapping[Name, "EntityHead"] = nested(
        help="Tags of a record, by name: each an entity of its own that marks it."
    )
    examples: tuple[ExampleHead, ...] = nested(help="Entries and what becomes of them: tests.")


def read_entity(cursor: Cursor, vocabularies: Mapping[str, Vocabulary]) -> Entity | None:
    """The entity of a file with the root key `entity`, or None if its head is wrong. What names
    what is not judged here: an overlay may still add to it."""
    head: dict[str, Any] = cursor.options(EntityHead, called=Sentence("an entity"))
    fields = read_fields(cursor.child("fields"), vocabularies)
    sections = read_sections(cursor.child("sections"))
    rules = read_rules(cursor.child("rules"))
    layout = _read_list(cursor.child("list")) if cursor.has("list") else ListLayout(())
    acts = read_acts(cursor.child("acts"), VERBS)
    access = _read_access(cursor.child("access"), (*VERBS, *acts))
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
        next=str(head.get("next", "")),
        retention=int(str(head.get("retention", 0))),
        tag=str(head.get("tag", "")),
        until=str(head.get("until", "")),
        fields=fields,
        sections=sections,
        rules=rules,
        list=layout,
        access=access,
        examples=examples,
        place=cursor.child("entity").place,
        conditions=read_expressions(cursor.child("fields"), fields, "when"),
        derivations=read_expressions(cursor.child("fields"), fields, "value"),
        defaults=read_expressions(cursor.child("fields"), fields, "default"),
        steps=read_steps(cursor.child("fields"), fields),
        acts=acts,
        together=read_uniques(cursor.child("unique")),
        alike=head.get("alike", ()),
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
    return ListLayout(
        given.get("columns", ()),
        given.get("filters", ()),
        given.get("sort", ()),
        read_shared_lists(cursor.child("saved")),
    )


def _read_access(cursor: Cursor, verbs: tuple[str, ...]) -> dict[str, RoleAccess]:
    access = {}
    for entry in cursor.entries():
        given: dict[str, Any] = entry.options(AccessHead, called=Sentence("a role's access"))
        rows, may = given.get("rows", "own_unit"), given.get("may", ())
        if rows not in ("", *ROW_SCOPES):
            entry.child("rows").complain(UNKNOWN_ROWS, near=ROW_SCOPES, of=rows, rows=rows)
        for number, verb in enumerate(may):
            if verb not in ("", *verbs):
                item = entry.child("may", number)
                item.complain(UNKNOWN_VERB, near=verbs, of=verb, verb=verb)
        access[entry.key] = RoleAccess(
            entry.key,
            rows,
            frozenset(may),
            frozenset(given.get("clear", ())),
            frozenset(given.get("hide", ())),
            entry.key_place,
        )
    return access
