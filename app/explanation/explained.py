"""The lines that explain one field, in the order a reader asks."""

from collections.abc import Iterator
from dataclasses import fields as attributes
from gettext import gettext as _

from sqlalchemy.dialects import postgresql

from app.explanation.county_part import county_lines
from app.explanation.line import Line
from app.explanation.role_part import role_lines
from app.language import translate
from models.definitions import Catalogue, Entity
from models.expressions import Expression
from models.fields import CORE, Field, Link, SubRows
from models.source import Document, Place, options_of

# These have a line of their own.
_TOLD_APART = {
    "label", "help", "required", "unique", "search", "mask", "when", "from", "section", "list",
    "filter", "index", "value", "codes",
}  # fmt: skip


def explain_field(catalogue: Catalogue, name: str, field: str, county: str = "") -> list[Line]:
    """Everything that decides a field, in a county if one is named. Raises KeyError for a field
    that the entity does not have there."""
    entity = catalogue.entity(name, county)
    found = entity.fields[field]
    lines = [
        Line(_("field"), f"{name}.{field}"),
        Line(_("label"), translate(found.label)),
        Line(_("type"), found.type, found.place),
    ]
    if county:
        lines += county_lines(catalogue, county, name, field)
    lines += _options(found)
    lines += _input(catalogue, entity, found)
    lines += _readers(entity, field)
    lines += _shown(entity, found)
    lines += role_lines(catalogue, entity, field, county)
    return lines


def _options(field: Field) -> Iterator[Line]:
    if field.help:
        yield Line(_("help"), translate(field.help))
    if field.codes_name:
        vocabulary = getattr(field, "vocabulary")  # noqa: B009  (only choices have one)
        values = {"name": field.codes_name, "count": len(vocabulary.terms)}
        standard = f" ({vocabulary.standard})" if vocabulary.standard else ""
        yield Line(_("code list"), _("%(name)s, %(count)d codes") % values + standard)
    if isinstance(field, SubRows):
        inner = (f"{item.name} ({item.type}, {_mask(item)})" for item in field.fields)
        yield Line(_("each row"), "; ".join(inner))
    defaults = {item.name: item.default for item in attributes(field)}
    for spec in options_of(type(field)).values():
        value = getattr(field, spec.attribute)
        if spec.key not in _TOLD_APART and value != defaults[spec.attribute]:
            yield Line(spec.key, f"{value}  {_(spec.help)}")


def _input(catalogue: Catalogue, entity: Entity, field: Field) -> Iterator[Line]:
    document = catalogue.documents.get(field.place.file) if field.place else None
    if field.from_:
        yield Line(_("filled from"), field.from_)
    if field.name in entity.derivations:
        yield Line(_("worked out as"), entity.derivations[field.name].text)
    yield from _required(entity, field)
    own = entity.conditions.get(field.name)
    if own:
        yield Line(_("asked for"), _when(own), _at(document, field, "when"))
    for section in entity.sections:
        if field.name in section.fields:
            title = translate(section.title)
            condition = f": {_when(section.when)}" if section.when else ""
            yield Line(_("section"), title + condition)


def _required(entity: Entity, field: Field) -> Iterator[Line]:
    rules = [rule for rule in entity.rules if field.name in rule.require]
    if field.required:
        yield Line(_("required"), _("always"), field.place)
    for rule in rules:
        yield Line(_("required"), _when(rule.when), rule.place)
    if not field.required and not rules:
        yield Line(_("required"), _("never"))


def _readers(entity: Entity, name: str) -> Iterator[Line]:
    """What reads the field's value."""
    for rule in entity.rules:
        read = {n for part in (rule.when, rule.refuse) if part for n in part.names}
        if rule.refuse and name in read | {rule.field}:
            text = _("refused when %(condition)s: %(message)s")
            values = {"condition": rule.refuse.text, "message": translate(rule.message)}
            yield Line(_("rule"), text % values, rule.place)
        elif rule.require and name in read:
            text = _("%(fields)s required %(when)s")
            values = {"fields": ", ".join(rule.require), "when": _when(rule.when)}
            yield Line(_("rule"), text % values, rule.place)
    for other, expression in {**entity.conditions, **entity.derivations}.items():
        if name in expression.names:
            yield Line(_("read by"), f"{other}: {expression.text}", entity.fields[other].place)
    for other, item in entity.fields.items():
        if item.from_.partition(".")[0] == name:
            yield Line(_("fills"), f"{other} ({item.from_})", item.place)
    for act in entity.acts.values():
        if name in act.ask:
            yield Line(_("asked by"), translate(act.label), act.place)
        if name in (*act.makes, *act.copies):
            yield Line(_("taken over by"), translate(act.label), act.place)
        if name in act.set:
            yield Line(_("set by"), f"{translate(act.label)}: {act.set[name].text}", act.place)
    for section in entity.sections:
        if section.when and name in section.when.names:
            yield Line(_("read by"), f"{translate(section.title)}: {section.when.text}")


def _shown(entity: Entity, field: Field) -> Iterator[Line]:
    yield Line(_("stored"), _storage(entity, field))
    if entity.retention:
        years = _("%(years)d years after the record left the lists")
        yield Line(_("kept for"), years % {"years": entity.retention}, entity.place)
    layout = entity.list
    uses = {
        _("column"): field.name in layout.columns,
        _("filter"): field.name in layout.filters,
        _("search"): field.search,
        _("sort"): field.name in {item.lstrip("-") for item in layout.sort},
    }
    present = [word for word, used in uses.items() if used]
    yield Line(_("in the list"), ", ".join(present) or _("not there"))
    if not isinstance(field, SubRows):
        yield Line(_("mask"), _mask(field))


def _mask(field: Field) -> str:
    """The mask, with what becomes of a sample."""
    if not field.is_masked:
        return _("not masked")
    sample = next((value for value in field.samples.values() if isinstance(value, str)), "")
    masked = _("masked as %(mask)s") % {"mask": field.mask or field.default_mask}
    return f"{masked}: {field.masked(sample)}" if sample else masked


def _storage(entity: Entity, field: Field) -> str:
    if not field.kept:
        return _("nowhere: it is worked out when it is shown")
    if isinstance(field, SubRows):
        return _("rows of the table %(table)s") % {"table": f"{entity.name}_{field.name}"}
    if field.owner != CORE:
        values = {"key": f"{field.owner}.{field.name}.<n>", "table": entity.name}
        return _("%(table)s.ext, key %(key)s, where <n> is its generation") % values
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    storage = field.storage()
    assert storage is not None
    values = {"column": f"{entity.name}.{field.name}", "type": storage.compile(dialect)}
    indexed = field.unique or field.search or isinstance(field, Link)
    told = (
        _("column %(column)s, %(type)s, indexed") if indexed else _("column %(column)s, %(type)s")
    )
    return told % values


def _when(condition: Expression | None) -> str:
    return _("when %(condition)s") % {"condition": condition.text} if condition else _("always")


def _at(document: Document | None, field: Field, key: str) -> Place | None:
    part = "add" if field.owner != CORE else "fields"
    return document.place((part, field.name, key)) if document else field.place
