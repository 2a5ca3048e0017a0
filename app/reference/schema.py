"""The JSON Schema of the files of definitions, for the language servers of editors.

It knows keys, shapes of values, closed lists and bounds; what names what is for `gridbook check`.
It never refuses what `gridbook check` takes: a scalar that an editor reads as a number or as true
is text to us, so text may be written as either.
"""

import json
import types
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin

from models.definitions.entity_reader import EntityHead
from models.definitions.field_reader import Standing, idle_keys, may_stand
from models.definitions.files import FILES
from models.definitions.inline_tags import FILLED, GIVEN, IDLE
from models.definitions.overlay import OverlayHead
from models.fields import FIELD_TYPES, Field
from models.source import Name, nested_of, options_of
from models.source.cursor import NAME, NUMBER
from models.source.options import OptionSpec

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_NAME: Schema = {"type": "string", "pattern": f"^{NAME}$"}
# Quoted numbers and flags are read like bare ones.
_PLAIN: Mapping[Any, Schema] = {
    str: _TEXT,
    Name: _NAME,
    bool: {"type": ["boolean", "string"], "pattern": "^(true|false)$"},
    int: {"type": ["integer", "string"], "pattern": r"^-?[0-9]{1,18}(\.0{1,6})?$"},
    Decimal: {"type": ["number", "string"], "pattern": f"^{NUMBER}$"},
    object: {},
}


def schema_text() -> str:
    """The schema as a file holds it."""
    return json.dumps(definitions_schema(), ensure_ascii=False, indent=1) + "\n"


def definitions_schema() -> Schema:
    """One schema for every kind of file: the key that a file begins with tells which."""
    making = _Making()
    kinds = [
        {"if": {"required": [kind.key]}, "then": making.head(kind.head, kind.key)} for kind in FILES
    ]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Gridbook: definitions",
        "type": "object",
        "properties": {kind.key: {"description": kind.help} for kind in FILES},
        "anyOf": [{"required": [kind.key]} for kind in FILES],
        "allOf": kinds,
        "definitions": making.definitions,
    }


class _Making:
    """One schema being made. Each mapping of the language is written once, under `definitions`."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def head(self, owner: type, name: str, where: Standing = Standing.CORE) -> Schema:
        """A mapping with the keys that `owner` declares."""
        if owner is OverlayHead:
            where = Standing.COUNTY
        if name not in self.definitions:
            self.definitions[name] = {}  # it may hold itself
            keys = {**options_of(owner), **nested_of(owner)}
            if name == "tag":
                keys = {key: spec for key, spec in keys.items() if key not in (*GIVEN, *IDLE)}
            needed = [key for key, spec in keys.items() if spec.required]
            if name == "tag":
                needed = [key for key in needed if key not in FILLED]
            self.definitions[name] = _mapping(
                {key: self.value(spec, where) for key, spec in keys.items()}, needed
            )
        return _see(name)

    def value(self, spec: OptionSpec, where: Standing) -> Schema:
        """What may stand behind a key."""
        described: Schema = {"description": _described(spec)}
        schema = self.of(spec.annotation, where)
        if spec.key == "tags" and spec.annotation == Mapping[Name, EntityHead]:
            schema = _named(self.head(EntityHead, "tag"))
        if spec.one_of:
            closed: Schema = {"enum": [*spec.one_of]}
            schema = {**schema, "items": closed} if "items" in schema else closed
        if spec.usual:
            proposed: Schema = {"examples": [*spec.usual]}
            items = {"items": {**schema["items"], **proposed}} if "items" in schema else proposed
            schema = {**schema, **items}
        if spec.least is not None and spec.most is not None:
            schema = {**schema, "minimum": spec.least, "maximum": spec.most}
        return {**described, "allOf": [schema]} if "$ref" in schema else {**described, **schema}

    def of(self, wanted: Any, where: Standing) -> Schema:
        """What an annotation says, as a schema."""
        origin, inner = get_origin(wanted), get_args(wanted)
        if isinstance(wanted, types.UnionType):
            choices = [self.of(part, where) for part in inner if part is not type(None)]
            return choices[0] if len(choices) == 1 else {"anyOf": choices}
        if origin is tuple:
            return {"type": ["array", "null"], "items": self.of(inner[0], where)}
        if origin is not None and issubclass(origin, Mapping):
            schema: Schema = {"type": ["object", "null"]}
            schema["additionalProperties"] = self.of(inner[1], where)
            return {**schema, "propertyNames": _NAME} if inner[0] is Name else schema
        if wanted in _PLAIN:
            return dict(_PLAIN[wanted])
        if wanted is Field:
            return self.field(where)
        return self.head(wanted, _title(wanted), where)

    def field(self, where: Standing) -> Schema:
        """A field: its type decides which keys it has."""
        name = f"field-of-{where.value}"
        if name not in self.definitions:
            self.definitions[name] = {}  # sub-rows have fields too
            types_here = [cls for cls in FIELD_TYPES.values() if may_stand(cls, where)]
            self.definitions[name] = {
                "type": "object",
                "properties": {"type": _type_key(types_here)},
                "required": ["type"],
                "allOf": [
                    {
                        "if": {"properties": {"type": {"const": cls.type}}, "required": ["type"]},
                        "then": self.field_of(cls, where),
                    }
                    for cls in types_here
                ],
            }
        return _see(name)

    def field_of(self, cls: type[Field], where: Standing) -> Schema:
        """The keys of a field of one type; those of every field are written once."""
        idle = {key for keys, _ in idle_keys(cls, where) for key in keys}
        common = options_of(Field)
        keys: dict[str, Schema] = {"type": {"const": cls.type}}
        needed = ["type"]
        for key, spec in options_of(cls).items():
            if key in idle:
                continue
            keys[key] = self.value(spec, where)
            if spec == common.get(key):
                self.definitions.setdefault(f"key-{key}", keys[key])
                keys[key] = _see(f"key-{key}")
            needed += [key] if spec.required else []
        for key, spec in nested_of(cls).items():
            keys[key] = {"description": spec.help, **_named(self.field(Standing.ROWS))}
            needed.append(key)
        return {"description": _first_line(cls), **_mapping(keys, needed)}


def _mapping(keys: Mapping[str, Schema], needed: Iterable[str]) -> Schema:
    needed = [*needed]
    schema: Schema = {"type": "object", "properties": dict(keys), "additionalProperties": False}
    return {**schema, "required": needed} if needed else {**schema, "type": ["object", "null"]}


def _named(value: Schema) -> Schema:
    return {
        "type": ["object", "null"],
        "additionalProperties": value,
        "propertyNames": _NAME,
    }


def _see(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _type_key(cls_here: Iterable[type[Field]]) -> Schema:
    found = {cls.type: _first_line(cls) for cls in cls_here}
    return {
        "description": "What kind of value it is.",
        "enum": [*found],
        "enumDescriptions": [*found.values()],
    }


def _described(spec: OptionSpec) -> str:
    shown = spec.default if spec.default not in (None, "", ()) else None
    if isinstance(shown, bool):
        shown = "true" if shown else None
    return spec.help if shown is None else f"{spec.help} (default: {shown})"


def _first_line(cls: type) -> str:
    return (cls.__doc__ or "").strip()


def _title(owner: type) -> str:
    """SectionHead → section."""
    return owner.__name__.removesuffix("Head").lower()
