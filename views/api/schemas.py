"""An entity's schemas for one actor, assembled from its field types' own schema fields: what the
API shows and what it takes. Fields the actor never sees are in none of them."""

from collections.abc import Iterable
from typing import Any

from marshmallow import RAISE, Schema
from marshmallow import fields as schema_fields

from app.access import Level
from app.actions import Work
from models.definitions import Entity
from models.definitions.act import DAY, MOVES, REASON, Act, joined_field, made_field
from models.fields import Field, SubRows
from views.api.fields import Met, forms, met_fields
from views.current import translate

SchemaFields = dict[str, schema_fields.Field]

_SYSTEM: dict[str, dict[str, Any]] = {
    "id": {"type": "integer", "minimum": 1},
    "version": {"type": "integer", "minimum": 1, "description": "raised by each change"},
    "org_code": {"type": "string", "description": "the unit or grid it stands in"},
    "updated_at": {"type": "string", "format": "date-time"},
}


class _Strict(Schema):
    class Meta:
        unknown = RAISE


def shown_schema(work: Work, name: str, columns: Iterable[str] | None = None) -> type[Schema]:
    """What a record looks like, in a list only its `columns`. Any field may be absent: it may be
    hidden in some of the actor's units, or not asked for."""
    met = met_fields(work, name)
    wanted = met if columns is None else [column for column in columns if column in met]
    return _schema(name, _system(required=True) | {n: _field(met[n]) for n in wanted})


def created_schema(work: Work, name: str) -> type[Schema]:
    """What a new record takes."""
    every = forms(work, name)
    found = {}
    for field, met in met_fields(work, name).items():
        if not met.field.entered:
            continue
        required = all(_always_required(form, field) for form in every)
        found[field] = _field(Met(met.forms, frozenset({Level.CLEAR})), required=required)
    return _schema(name, found)


def changed_schema(work: Work, name: str) -> type[Schema]:
    """What a change takes: any of the fields, a mask that was shown included, and what else a GET
    gives, as long as it is unchanged."""
    found = {n: _field(met) for n, met in met_fields(work, name).items()}
    return _schema(name, _system(required=False) | found)


def act_schema(work: Work, name: str, act: Act) -> type[Schema]:
    """What an act takes: its day, its reason, what it asks for, and the record's version."""
    met = met_fields(work, name)
    found = {field: _taken(met[field]) for field in act.ask if field in met}
    own = {DAY: True, REASON: act.reason}
    for field, required in own.items():
        found[field.name] = _field(Met((field,), frozenset({Level.CLEAR})), required=required)
    version = {"version": _system(required=False)["version"]}
    return _schema(f"{name}.{act.name}", version | found | _of_many(work.entity(name), act))


def _of_many(entity: Entity, act: Act) -> SchemaFields:
    """The new records and where what belonged to the old one goes; or the records that are
    joined."""
    rows = [made_field(act, entity.fields)] if act.makes else []
    rows += [joined_field(act, entity.name)] if act.joins else []
    clear = frozenset({Level.CLEAR})
    found = {field.name: _field(Met((field,), clear), required=True) for field in rows}
    if act.moves and act.makes:
        where = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}}
        told = {
            "type": "object",
            "properties": dict.fromkeys(act.moves, where),
            "additionalProperties": False,
            "description": "by link and id, or rest for all others: the new record, from 1",
        }
        found[MOVES] = schema_fields.Raw(metadata=told)
    return found


def _taken(met: Met) -> schema_fields.Field:
    field = _field(met)
    field.dump_only = False
    return field


def _schema(name: str, found: SchemaFields) -> type[Schema]:
    return _Strict.from_dict(found, name=name)  # type: ignore[arg-type]


def _system(*, required: bool) -> SchemaFields:
    return {
        name: schema_fields.Raw(
            required=required, dump_only=not required and name != "version", metadata=metadata
        )
        for name, metadata in _SYSTEM.items()
    }


def _field(met: Met, *, required: bool = False) -> schema_fields.Field:
    """The field type's own schema field, described as this actor meets it."""
    field = met.field.schema_field()
    field.required, field.allow_none = required, not required
    field.dump_only = not met.field.entered
    variants: list[dict[str, Any]] = []
    for form in met.forms:
        for level in sorted(met.levels, reverse=True):
            variant = _described(form, level, nullable=not required)
            if variant not in variants:
                variants.append(variant)
    described = variants[0] if len(variants) == 1 else {"anyOf": variants}
    texts = {"title": translate(met.field.label), "description": translate(met.field.help)}
    field.metadata = {k: v for k, v in texts.items() if v} | described
    return field


def _described(field: Field, level: Level, *, nullable: bool) -> dict[str, Any]:
    """The JSON Schema of a value, in the dialect of OpenAPI 3.0. A masked one is any text."""
    if isinstance(field, SubRows) and field.written:
        found = {**field.json_schema(), "items": _row(field, level)}
    else:
        found = {"type": "string"} if level is Level.MASKED else field.json_schema()
    if nullable:
        found = {**found, "nullable": True}
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    return found


def _row(field: SubRows, level: Level) -> dict[str, Any]:
    cells = {
        inner.name: {
            "title": translate(inner.label),
            **_described(inner, level if inner.is_masked else Level.CLEAR, nullable=True),
        }
        for inner in field.fields
    }
    return {"type": "object", "properties": cells, "additionalProperties": False}


def _always_required(form: Entity, name: str) -> bool:
    field = form.fields.get(name)
    return bool(field and field.required and not field.from_ and not form.conditions_of(name))
