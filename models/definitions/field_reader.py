"""Reads the fields of an entity, of a county's overlay, and of sub-rows."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from models.definitions.condition import read_expression
from models.definitions.consumed import check_consumed
from models.definitions.entity import SYSTEM_NAMES
from models.definitions.link_step import steps_in
from models.definitions.unread import UnreadField
from models.expressions import Expression
from models.fields import (
    CORE,
    FIELD_TYPES,
    Derived,
    Field,
    Files,
    RelatedCount,
    SequenceNumber,
    SubRows,
    Vocabulary,
)
from models.fields.masks import MASKS
from models.source import Code, Cursor, Sentence, nested_of

UNKNOWN_TYPE = Code("definitions.E010", '"%(type)s" is not a field type')
NO_TYPE = Code("definitions.E011", "a field needs a type", "add type:")
RESERVED = Code("definitions.E012", '"%(name)s" is a name every row has already', "taken")
UNKNOWN_CODES = Code("definitions.E013", 'there is no code list "%(codes)s"')
UNKNOWN_MASK = Code("definitions.E014", 'there is no mask "%(mask)s"')
NOT_WITHIN = Code("definitions.E018", "rows cannot hold a field of type %(type)s")
NOT_TOGETHER = Code("definitions.E019", '"%(key)s" does not go with the other options here')

# Keys of every field that only some places consume.
_OF_COUNTY = ("section", "list", "filter", "index")
_NOT_OF_COUNTY = ("unique", "unique_within", "search")
_NOT_OF_ROWS = (*_OF_COUNTY, *_NOT_OF_COUNTY, "when", "from", "default", "read_only")
_NOT_OF_DERIVED = ("purpose", "legal_basis", "required", "from", "default", "read_only")
_NOT_UNFILTERED = ("unique", "unique_within", "search", "filter", "index")


class Standing(Enum):
    """Where a field is defined: in the core, in a county's overlay, or within sub-rows."""

    CORE = "core"
    COUNTY = "county"
    ROWS = "rows"


def may_stand(cls: type[Field], where: Standing) -> bool:
    """Whether fields of the type can be defined there."""
    if where is Standing.ROWS:
        return cls.kept and not issubclass(cls, SubRows | SequenceNumber | Files)
    return where is Standing.CORE or not issubclass(cls, SubRows | SequenceNumber | RelatedCount)


def idle_keys(cls: type[Field], where: Standing) -> Iterator[tuple[tuple[str, ...], Sentence]]:
    """Keys of every field that nothing reads in a field of this type there, with the words for
    what does not read them."""
    if where is Standing.ROWS:
        yield _NOT_OF_ROWS, Sentence("a field of rows")
        return
    if where is Standing.COUNTY:
        yield _NOT_OF_COUNTY, Sentence("a county's field")
    else:
        yield _OF_COUNTY, Sentence("a field of the core")
    if not cls.filters:
        yield _NOT_UNFILTERED, field_words(cls.type)
    yield cls.idle, field_words(cls.type)
    if not cls.kept:
        yield _NOT_OF_DERIVED, Sentence("a derived field")


def read_fields(
    cursor: Cursor, vocabularies: Mapping[str, Vocabulary], owner: str = CORE
) -> dict[str, Field]:
    """The fields under a mapping of names. What could not be read is an UnreadField."""
    fields = {entry.key: _read_field(entry, vocabularies, owner) for entry in cursor.entries()}
    where = Standing.CORE if owner == CORE else Standing.COUNTY
    for name, field in fields.items():
        _check_idle(cursor.child(name), field, where)
    return fields


def _check_idle(cursor: Cursor, field: Field, where: Standing) -> None:
    for keys, owner in idle_keys(type(field), where):
        check_consumed(cursor, keys, owner)


def field_words(field_type: str) -> Sentence:
    """A field of this type, in the words of a message."""
    return Sentence("a %(type)s field", {"type": field_type})


def _read_field(cursor: Cursor, vocabularies: Mapping[str, Vocabulary], owner: str) -> Field:
    unread = UnreadField(name=cursor.key, owner=owner, place=cursor.key_place, label=cursor.key)
    cursor.check_key_is_name()
    if cursor.key in SYSTEM_NAMES:
        cursor.complain(RESERVED, at="key", name=cursor.key)
    if not cursor.has("type"):
        cursor.complain(NO_TYPE, at="key")
        return unread
    name = cursor.child("type").text()
    if name and name not in FIELD_TYPES:
        cursor.child("type").complain(UNKNOWN_TYPE, near=FIELD_TYPES, of=name, type=name)
    if name not in FIELD_TYPES:
        return unread
    cls = FIELD_TYPES[name]
    given: dict[str, Any] = cursor.options(cls, called=field_words(name), also=["type"])
    if "fields" in nested_of(cls):
        given["fields"] = _read_row_fields(cursor, vocabularies, owner)
    try:
        field = cls(name=cursor.key, owner=owner, place=cursor.key_place, **given)
    except TypeError:  # a required option is missing, and has been reported
        return unread
    _check_options(cursor, field)
    if field.codes_name is not None and field.codes_name not in vocabularies:
        if field.codes_name:
            cursor.child("codes").complain(
                UNKNOWN_CODES, near=vocabularies, of=field.codes_name, codes=field.codes_name
            )
        return unread
    return field.bind(vocabularies)


def _check_options(cursor: Cursor, field: Field) -> None:
    """Options that name something, and options that contradict each other."""
    if field.mask not in ("", *MASKS):
        cursor.child("mask").complain(UNKNOWN_MASK, near=MASKS, of=field.mask, mask=field.mask)
    contradicted = field.contradiction()
    if contradicted:
        cursor.child(contradicted).complain(NOT_TOGETHER, key=contradicted)


def _read_row_fields(
    cursor: Cursor, vocabularies: Mapping[str, Vocabulary], owner: str
) -> tuple[Field, ...]:
    fields = {}
    for entry in cursor.child("fields").entries():
        field = fields[entry.key] = _read_field(entry, vocabularies, owner)
        if not may_stand(type(field), Standing.ROWS):
            entry.child("type").complain(NOT_WITHIN, type=field.type)
            del fields[entry.key]
        else:
            _check_idle(entry, field, Standing.ROWS)
    return tuple(fields.values())


def read_expressions(
    cursor: Cursor, fields: Mapping[str, Field], key: str
) -> dict[str, Expression]:
    """The expressions under `key` of the fields, read once, by field."""
    found = {}
    for field in fields.values():
        written = key != "value" or isinstance(field, Derived)
        if key == "default" and steps_in(cursor.child(field.name, key).value):
            continue
        if written and cursor.child(field.name).has(key):
            expression = read_expression(cursor.child(field.name, key))
            if expression:
                found[field.name] = expression
    return found
