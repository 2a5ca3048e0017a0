"""A county's part of an entity: it says what it adds, changes and removes. It may tighten, never
loosen, and it reaches nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.definitions.entity import Entity, ListLayout, Section, SharedList
from models.definitions.entity_reader import SectionHead, read_sections
from models.definitions.field_reader import (
    NOT_TOGETHER,
    Standing,
    field_words,
    may_stand,
    read_expressions,
    read_fields,
)
from models.definitions.label_checks import check_labels, rule_labels
from models.definitions.link_step import read_steps
from models.definitions.rule_reader import RuleHead, read_rules
from models.definitions.shared_lists import SharedListHead, read_shared_lists
from models.fields import CORE, Field, Vocabulary
from models.source import Code, Cursor, Name, Sentence, nested, nested_of, option, options_of
from models.source.cursor import UNKNOWN_KEY

ADDS_EXISTING = Code(
    "definitions.E030", '"%(name)s" is already a field of %(entity)s', "already there"
)
NO_SUCH_FIELD = Code("definitions.E031", '%(entity)s has no field "%(name)s"')
LOOSENS = Code("definitions.E032", "a county may tighten a core rule, not loosen it")
REMOVES_NEEDED = Code("definitions.E033", '"%(name)s" is needed by the core and cannot be removed')
CHANGES_NOTHING = Code("definitions.E034", "this overlay changes nothing", "nothing follows")
NO_SUCH_SECTION = Code("definitions.E035", 'there is no section "%(title)s"')
NOT_IN_COUNTY = Code("definitions.E036", "a county cannot add a field of type %(type)s")
SAYS_THE_SAME = Code("definitions.E037", "this is what the core says already", "changes nothing")


@dataclass(frozen=True, kw_only=True)
class ChangeHead:
    """What a county may change of a core field: its words, and to make it stricter."""

    label: str = option("", help="Another name for the field.")
    help: str = option("", help="Another sentence under it.")
    required: bool = option(True, help="true: it must be filled.")
    max: int = option(0, help="A smaller largest value or length.")


@dataclass(frozen=True, kw_only=True)
class OverlayHead:
    """The keys of a county's overlay."""

    extend: Name = option(help="The entity; the file is named for it.")
    add: Mapping[Name, Field] = nested(help="Fields of the county's own, by name.")
    change: Mapping[Name, ChangeHead] = nested(help="Fields of the core said otherwise, by name.")
    remove: tuple[str, ...] = nested(help="Fields of the core that are not wanted here.")
    sections: tuple[SectionHead, ...] = nested(help="Sections of the county's own.")
    rules: tuple[RuleHead, ...] = nested(help="What must hold in this county beside the core's.")
    saved: Mapping[Name, SharedListHead] = nested(
        help="Lists that everybody of this county finds above the list, by name."
    )


def apply_overlay(
    cursor: Cursor, core: Entity, county: str, vocabularies: Mapping[str, Vocabulary]
) -> Entity:
    """The entity as the county has it. Problems leave the part they concern as it was."""
    cursor.options(OverlayHead, called=Sentence("an overlay"))
    if not any(cursor.child(part).value for part in nested_of(OverlayHead)):
        cursor.child("extend").complain(CHANGES_NOTHING)
    added = _added(cursor, core, county, vocabularies)
    changed = _changed(cursor, core)
    removed = _removed(cursor, core)
    fields = {n: f for n, f in {**core.fields, **changed, **added}.items() if n not in removed}
    sections = _joined(cursor, core, added, removed)
    sections += read_sections(cursor.child("sections"))
    rules = read_rules(cursor.child("rules"))
    conditions = read_expressions(cursor.child("add"), added, "when")
    derivations = read_expressions(cursor.child("add"), added, "value")
    return replace(
        core,
        fields=fields,
        sections=sections,
        rules=core.rules + rules,
        list=_list(core, added, removed, read_shared_lists(cursor.child("saved"))),
        examples=(),
        conditions={**core.conditions, **conditions},
        derivations={**core.derivations, **derivations},
        defaults={**core.defaults, **read_expressions(cursor.child("add"), added, "default")},
        steps={**core.steps, **read_steps(cursor.child("add"), added)},
    )


def check_overlay_labels(cursor: Cursor, core: Entity, entity: Entity) -> None:
    """Report what the county asks of roles that do not see it."""
    rules = cursor.child("rules")
    conditions, needed = rule_labels(rules, entity.rules[len(core.rules) :])
    for name, field in entity.fields.items():
        if field.owner != CORE and name in entity.conditions:
            conditions.append((cursor.child("add", name, "when"), entity.conditions[name]))
        if field.required and name in core.fields and not core.fields[name].required:
            needed.append((cursor.child("change", name, "required"), name))
    for number, section in enumerate(entity.sections[len(core.sections) :]):
        if section.when:
            conditions.append((cursor.child("sections", number, "when"), section.when))
    check_labels(entity, conditions, needed)


def _added(
    cursor: Cursor, core: Entity, county: str, vocabularies: Mapping[str, Vocabulary]
) -> dict[str, Field]:
    fields = read_fields(cursor.child("add"), vocabularies, county)
    for name, field in list(fields.items()):
        entry = cursor.child("add", name)
        if name in core.fields:
            see = core.fields[name].place
            entry.complain(ADDS_EXISTING, at="key", see=see, name=name, entity=core.name)
            del fields[name]
        elif not may_stand(type(field), Standing.COUNTY):
            entry.child("type").complain(NOT_IN_COUNTY, type=field.type)
            del fields[name]
    return fields


def _changed(cursor: Cursor, core: Entity) -> dict[str, Field]:
    changed: dict[str, Field] = {}
    for entry in cursor.child("change").entries():
        if entry.key not in core.fields:
            _no_such_field(entry, core, at="key")
            continue
        field = core.fields[entry.key]
        if not entry.value:
            entry.complain(CHANGES_NOTHING, at="key", see=field.place)
            continue
        given: dict[str, Any] = entry.options(ChangeHead, called=Sentence("a county's change"))
        for name in [name for name in given if not _may(entry.child(name), field, given[name])]:
            del given[name]
        tightened = replace(field, **given)
        contradicted = tightened.contradiction()
        if contradicted and "max" in given:
            entry.child("max").complain(NOT_TOGETHER, see=field.place, key="max")
            tightened = field
        changed[entry.key] = tightened
    return changed


def _may(cursor: Cursor, field: Field, value: Any) -> bool:
    """Whether a county may change the option here to the value; a problem if not."""
    key = cursor.key
    specs = options_of(type(field))
    if key not in specs:
        cursor.complain(UNKNOWN_KEY, at="key", key=key, owner=field_words(field.type))
        return False
    present = getattr(field, key)
    if value == present:
        cursor.complain(SAYS_THE_SAME, see=field.place)
    elif (key == "required" and present) or (key == "max" and value > present):
        cursor.complain(LOOSENS, see=field.place)
        return False
    elif key == "max":
        before = len(cursor.problems)
        cursor.read(specs[key])
        return len(cursor.problems) == before
    return True


def _removed(cursor: Cursor, core: Entity) -> set[str]:
    removed = set()
    needed = _needed(core)
    for item in cursor.child("remove").items():
        name = item.text()
        if name and name not in core.fields:
            _no_such_field(item, core)
        elif name and (core.fields[name].required or name in needed):
            item.complain(REMOVES_NEEDED, see=core.fields[name].place, name=name)
        else:
            removed.add(name)
    return removed


def _needed(core: Entity) -> set[str]:
    """The fields that other parts of the core read."""
    needed = {core.located_by, core.locates, *core.title.names}
    needed |= {field.from_.partition(".")[0] for field in core.fields.values()}
    for rule in core.rules:
        needed |= {*rule.require, rule.field}
    expressions = [*core.conditions.values(), *core.derivations.values()]
    expressions += [s.when for s in core.sections if s.when]
    expressions += [e for rule in core.rules for e in (rule.when, rule.refuse) if e]
    return needed.union(*(expression.names for expression in expressions))


def _no_such_field(cursor: Cursor, core: Entity, at: str = "value") -> None:
    name = cursor.key if at == "key" else str(cursor.value)
    cursor.complain(
        NO_SUCH_FIELD, at=at, near=core.fields, of=name, see=core.place, name=name, entity=core.name
    )


def _joined(
    cursor: Cursor, core: Entity, added: Mapping[str, Field], removed: set[str]
) -> tuple[Section, ...]:
    """The core's sections with added fields in the section they name, or else in the last one
    that is asked for without a condition."""
    titles = [section.title for section in core.sections]
    open_titles = [section.title for section in core.sections if not section.when]
    default = (open_titles or titles or [""])[-1]
    joining: dict[str, list[str]] = {}
    own = _own_section_fields(cursor)
    for name, field in added.items():
        if field.section and field.section not in titles:
            place = cursor.child("add", name, "section")
            place.complain(NO_SUCH_SECTION, near=titles, of=field.section, title=field.section)
        if name not in own:
            joining.setdefault(field.section or default, []).append(name)
    return tuple(
        replace(
            section,
            fields=tuple(n for n in section.fields if n not in removed)
            + tuple(joining.get(section.title, ())),
        )
        for section in core.sections
    )


def _own_section_fields(cursor: Cursor) -> set[str]:
    """The fields that the county's own sections hold."""
    sections = cursor.child("sections").items() if cursor.has("sections") else ()
    return {name for item in sections for name in item.child("fields").texts()}


def _list(
    core: Entity,
    added: Mapping[str, Field],
    removed: set[str],
    saved: Mapping[str, SharedList],
) -> ListLayout:
    columns = tuple(n for n in core.list.columns if n not in removed)
    filters = tuple(n for n in core.list.filters if n not in removed)
    return ListLayout(
        columns + tuple(n for n, f in added.items() if f.list),
        filters + tuple(n for n, f in added.items() if f.filter),
        tuple(n for n in core.list.sort if n.removeprefix("-") not in removed),
        {**core.list.saved, **saved},
    )
