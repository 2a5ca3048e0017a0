"""The answer to `_info`: what the actor may do with an entity, enter into it and filter it by."""

from typing import Any

from flask_babel import gettext as _

from app.actions import Work
from models.fields import Choice, Field, Link
from views.api.arguments import INFO_KEYS, wanted_keys
from views.api.fields import Met, filters, met_fields
from views.current import translate

Json = dict[str, Any]

# Flask-AppBuilder's names of permissions, and the verbs any of which gives them.
PERMISSIONS = {
    "can_info": ("list", "show", "add", "edit", "remove", "restore", "export"),
    "can_get": ("list", "show"),
    "can_post": ("add",),
    "can_put": ("edit",),
    "can_delete": ("remove",),
    "can_restore": ("restore",),
    "can_export": ("export",),
    "can_read": ("list", "show"),
    "can_write": ("add", "edit", "remove"),
}
_CONSTRAINTS = ("maxLength", "minimum", "maximum", "pattern", "maxItems")
_TYPES = {"integer": "Integer", "boolean": "Boolean", "array": "List", "object": "Dict"}
_FORMATS = {"date": "Date", "decimal": "Decimal"}


def info_answer(work: Work, name: str, arguments: Json) -> Json:
    """Only what was asked for. No related rows: those stand at related/<field>, within scope."""
    entity = work.entity(name)
    label = translate(entity.label)
    entered = [_field(name, met) for met in met_fields(work, name).values() if met.field.entered]
    found = {
        "permissions": [
            permission
            for permission, verbs in PERMISSIONS.items()
            if any(work.access.may(verb, name) for verb in verbs)
        ],
        "add_columns": entered if work.access.may("add", name) else [],
        "edit_columns": entered if work.access.may("edit", name) else [],
        "filters": _filters(work, name),
        "add_title": _("New: %(entity)s", entity=label),
        "edit_title": _("Edit: %(title)s", title=label),
    }
    return {key: found[key] for key in wanted_keys(arguments, INFO_KEYS)}


def _field(entity: str, met: Met) -> Json:
    field = met.field
    schema = field.json_schema()
    found: Json = {
        "name": field.name,
        "label": translate(field.label),
        "description": translate(field.help),
        "type": _type(field, schema),
        "field_type": field.type,
        "required": field.required,
        "unique": field.unique,
        "validate": [f"{key}={schema[key]}" for key in _CONSTRAINTS if key in schema],
    }
    if isinstance(field, Link):
        found["related"] = f"/api/v1/{entity}/related/{field.name}"
    if isinstance(field, Choice):
        terms = [term for term, _depth in field.vocabulary.walk() if not term.retired]
        found["count"] = len(terms)
        found["values"] = [{"id": t.code, "value": field.named(t.code, translate)} for t in terms]
    return found


def _type(field: Field, schema: Json) -> str:
    """The name that Flask-AppBuilder gives the type: that of marshmallow's field class."""
    if isinstance(field, Link):
        return "Related"
    return _FORMATS.get(schema.get("format", "")) or _TYPES.get(schema["type"], "String")


def _filters(work: Work, name: str) -> Json:
    words = {
        "eq": _("Equal to"),
        "neq": _("Not equal to"),
        "sw": _("Starts with"),
        "gt": _("From (inclusive)"),
        "lt": _("Up to (inclusive)"),
        "rel_o_m": _("Relation"),
        "rel_m_m": _("Has any of"),
        "ct": _("Has all of"),
    }
    found = {
        field: [{"name": words.get(f.operator, f.operator), "operator": f.operator} for f in known]
        for field, known in filters(work, work.entity(name)).items()
    }
    return {**found, "org_code": [{"name": words["sw"], "operator": "sw"}]}
